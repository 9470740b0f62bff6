import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { give } from '../http/answer.ts'
import type { Env } from '../http/headers.ts'
import { nodeListener } from './node-listener.ts'
import { plainRequest } from './plain-request.ts'

const answer = { status: 200, headers: { 'content-type': 'text/plain' }, cookies: ['a=1'] }
let plain: boolean[] = []
let left: Promise<void>
let server: Server
let port: number

const app = new Hono<Env>()
app.get('/direct/*', (c) => give(c, { ...answer, body: `${c.req.path} ${c.req.query('q') ?? ''}` }))
app.get('/made', (c) => new Response(`made for ${c.req.raw.headers.get('x-who')}`, { status: 201 }))
app.post('/text', async (c) => give(c, { ...answer, body: await c.req.raw.text().catch(() => 'broken') }))
app.get('/stream', (c) => {
  const gone = Promise.withResolvers<void>()
  left = gone.promise
  c.req.raw.signal.addEventListener('abort', () => gone.resolve())
  const first = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('first')) })
  return give(c, { ...answer, body: first })
})

beforeEach(async () => {
  plain = []
  const listener = nodeListener(() => app)
  server = createServer((incoming, outgoing) => {
    plain.push(plainRequest(incoming, outgoing) !== undefined)
    listener(incoming, outgoing)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

describe('a plain request', () => {
  test('is answered directly, with its path and its query', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/direct/a-b_c?q=x%20y`)
    expect([response.status, response.headers.getSetCookie(), await response.text()]).toEqual([
      200,
      ['a=1'],
      '/direct/a-b_c x y',
    ])
    expect(plain).toEqual([true])
  })

  test('is answered by a `Response` where the app made one, and has its headers when they are asked for', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/made`, { headers: { 'X-Who': 'ada' } })
    expect([response.status, await response.text()]).toEqual([201, 'made for ada'])
    expect(plain).toEqual([true])
  })

  test('learns when the caller of a stream leaves', async () => {
    const leaving = new AbortController()
    const response = await fetch(`http://127.0.0.1:${port}/stream`, { signal: leaving.signal })
    const { value } = (await response.body?.getReader().read()) ?? {}
    expect(new TextDecoder().decode(value)).toBe('first')
    leaving.abort()
    await left
    expect(plain).toEqual([true])
  })

  test('has its text, whatever pieces that came in', async () => {
    const text = '\u00e9\u20ac\u{1f511}'
    const bytes = Buffer.from(`\ufeff${text}`)
    const socket = await open()
    socket.write(`POST /text HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: ${bytes.length}\r\n\r\n`)
    for (const byte of bytes) {
      socket.write(Buffer.of(byte))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await heard(socket)).toContain(`\r\n\r\n${text}`)
    expect(plain).toEqual([true])
  })

  test('whose caller leaves in the middle of its text has none, and the server goes on', async () => {
    const socket = await open()
    socket.write(`POST /text HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 10\r\n\r\nhalf`)
    await once(server, 'request')
    socket.destroy()
    const response = await fetch(`http://127.0.0.1:${port}/text`, { method: 'POST', body: 'whole' })
    expect(await response.text()).toBe('whole')
  })
})

test('a caller who left before anybody asked is known to have left, and has no text', async () => {
  const got = Promise.withResolvers<Request | undefined>()
  const gone = Promise.withResolvers<void>()
  server.removeAllListeners('request')
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    incoming.once('close', () => gone.resolve())
    got.resolve(plainRequest(incoming, outgoing))
  })
  const socket = await open()
  socket.write(`POST /text HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 10\r\n\r\nhalf`)
  const request = await got.promise
  socket.destroy()
  await gone.promise
  await expect(request?.text()).rejects.toThrow('left')
  expect(request?.signal.aborted).toBe(true)
})

test('where there is no app, every request is answered and the process goes on', async () => {
  server.removeAllListeners('request')
  server.on(
    'request',
    nodeListener(() => Promise.reject(new Error('there is no app'))),
  )
  const [short, long] = await Promise.all(
    ['/direct/a', '/direct/%61'].map((path) => fetch(`http://127.0.0.1:${port}${path}`)),
  )
  expect([short?.status, long?.status]).toEqual([500, 500])
})

describe('what is not plain is left to the adapter', () => {
  test.each([
    ['a path with dots', 'GET /direct/a/../b HTTP/1.1', 'Host: localhost', '/direct/b'],
    ['a path with escapes', 'GET /direct/%61 HTTP/1.1', 'Host: localhost', '/direct/a'],
    ['a host in capitals', 'GET /direct/a HTTP/1.1', 'Host: LOCALHOST', '/direct/a'],
    ['a whole URL', 'GET http://localhost/direct/a HTTP/1.1', 'Host: localhost', '/direct/a'],
  ])('%s', async (_, line, host, path) => {
    const socket = await open()
    socket.write(`${line}\r\n${host}\r\nConnection: close\r\n\r\n`)
    expect(await heard(socket)).toContain(`\r\n\r\n${path}`)
    expect(plain).toEqual([false])
  })

  test.each([
    ['that is no host', 'Host: local host'],
    ['that is none at all', 'Host: '],
  ])('a host %s', async (_, host) => {
    const socket = await open()
    socket.write(`GET /direct/a HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`)
    expect(await heard(socket)).toContain('HTTP/1.1 400')
    expect(plain).toEqual([false])
  })

  test.each([
    ['whose length nobody told', () => ({ duplex: 'half' as const, body: streamOf('told') }), 'told'],
    ['that is long', () => ({ body: 'x'.repeat(70_000) }), 'x'.repeat(70_000)],
  ])('a text %s', async (_, body, text) => {
    const response = await fetch(`http://127.0.0.1:${port}/text`, { method: 'POST', ...body() })
    expect(await response.text()).toBe(text)
    expect(plain).toEqual([false])
  })

  test('a text that somebody read before', async () => {
    server.removeAllListeners('request')
    const listener = nodeListener(() => app)
    server.on('request', (incoming: IncomingMessage & { body?: unknown }, outgoing: ServerResponse) => {
      void incoming.toArray().then((chunks: Buffer[]) => {
        incoming.body = JSON.parse(Buffer.concat(chunks).toString())
        plain.push(plainRequest(incoming, outgoing) !== undefined)
        listener(incoming, outgoing)
      })
    })
    const response = await fetch(`http://127.0.0.1:${port}/text`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{ "read": true }',
    })
    expect(await response.text()).toBe('{"read":true}')
    expect(plain).toEqual([false])
  })
})

async function open(): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

/** Everything up to the end of the first answer's body, or of the connection. */
async function heard(socket: Socket): Promise<string> {
  let text = ''
  for await (const chunk of socket) {
    text += chunk
    const head = text.indexOf('\r\n\r\n')
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN)
    if (head >= 0 && Buffer.byteLength(text.slice(head + 4)) >= length) break
  }
  return text
}

function streamOf(text: string): ReadableStream {
  return new Blob([text]).stream()
}
