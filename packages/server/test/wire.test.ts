import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { browser } from './browser.ts'
import { cleanUp, dev, until } from './process.ts'

const lines: Socket[] = []

afterEach(async () => {
  for (const line of lines.splice(0)) line.destroy()
  await cleanUp()
})

interface Line {
  readonly socket: Socket
  text(): string
  /** All that was said until the other end hung up. */
  readonly closed: Promise<string>
}

function dial(url: string, first: string): Line {
  const { port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  lines.push(socket)
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  socket.on('error', () => undefined)
  socket.write(first)
  return { socket, text: () => text, closed: new Promise((resolve) => socket.on('close', () => resolve(text))) }
}

const post = (url: string, ...headers: readonly string[]): string =>
  [
    'POST /auth/magic-link HTTP/1.1',
    `Host: ${new URL(url).host}`,
    'Content-Type: application/json',
    ...headers,
    '',
    '',
  ].join('\r\n')

const json = (bytes: number): string => JSON.stringify({ email: 'ann@example.com', x: 'x'.repeat(bytes) })
const limit = 64 * 1024
const frame = json(0).length

test('bytes that are no request are told 400, and the process is well', async () => {
  const { url, stdout } = await dev()
  for (const bytes of [
    'hello\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00',
  ]) {
    expect(await dial(url, bytes).closed).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  }
  const smuggled = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
  expect(await dial(url, smuggled).closed).toMatch(/^HTTP\/1\.1 400 /)
  const large = `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`
  expect(await dial(url, large).closed).toMatch(/^HTTP\/1\.1 431 /)
  expect((await browser(url).ask('/health/live')).status).toBe(200)
  expect(stdout()).not.toContain('error')
})

test('headers and bodies that do not come in time are told 408', { timeout: 40_000 }, async () => {
  const { url, stdout } = await dev()
  const begun = performance.now()
  const seconds = async (line: Line): Promise<number> => {
    expect(await line.closed).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
    return (performance.now() - begun) / 1000
  }
  const slowHeaders = dial(url, 'GET / HTTP/1.1\r\nHost: a\r\n')
  const slowBody = dial(url, `${post(url, 'Content-Length: 100')}{"email"`)
  const drip = setInterval(() => {
    slowHeaders.socket.write('X: x\r\n')
    slowBody.socket.write(' ')
  }, 500)
  const waited = await Promise.all([seconds(slowHeaders), seconds(slowBody)])
  clearInterval(drip)
  expect(waited[0]).toBeGreaterThan(9)
  expect(waited[0]).toBeLessThan(14)
  expect(waited[1]).toBeGreaterThan(14)
  expect(waited[1]).toBeLessThan(19)
  expect(stdout()).not.toContain('error')
})

test('a body of 64 KiB is read and one byte more is refused, with a length', async () => {
  const { url } = await dev()
  const ask = (bytes: number): Promise<number> =>
    browser(url)
      .ask('/auth/magic-link', { json: { email: 'ann@example.com', x: 'x'.repeat(bytes) } })
      .then(({ status }) => status)
  expect(await ask(limit - frame)).toBe(200)
  expect(await ask(limit - frame + 1)).toBe(413)
})

test('a body of 64 KiB is read and one byte more is refused, in chunks', async () => {
  const { url } = await dev()
  const inChunks = (text: string): string => {
    const half = Math.floor(text.length / 2)
    const chunks = [text.slice(0, half), text.slice(half)].map((one) => `${one.length.toString(16)}\r\n${one}\r\n`)
    return `${post(url, 'Transfer-Encoding: chunked', 'Connection: close')}${chunks.join('')}0\r\n\r\n`
  }
  expect(await dial(url, inChunks(json(limit - frame))).closed).toMatch(/^HTTP\/1\.1 200 /)
  expect(await dial(url, inChunks(json(limit - frame + 1))).closed).toMatch(/^HTTP\/1\.1 413 /)
})

test('a promise of megabytes is refused before they come', async () => {
  const { url } = await dev()
  const line = dial(url, post(url, 'Content-Length: 104857600'))
  await until(() => (line.text().startsWith('HTTP/1.1 413 ') ? true : undefined), 'a 413')
})

test('a caller who hangs up in the middle of a body leaves no trace', async () => {
  const { url, stdout, stderr } = await dev()
  for (const header of ['Content-Length: 100', 'Transfer-Encoding: chunked']) {
    const line = dial(url, `${post(url, header)}5\r\n{"ema`)
    await until(() => (line.socket.bytesWritten > 0 ? true : undefined), 'bytes to go out')
    await new Promise((resolve) => setTimeout(resolve, 100))
    line.socket.destroy()
  }
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect((await browser(url).ask('/health/live')).status).toBe(200)
  expect(stdout()).not.toContain('error')
  expect(stderr()).toBe('')
})
