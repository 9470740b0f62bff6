/** Every URL here must reach nobody but whom it names: a listener on loopback counts who comes. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isPublic } from './permitted.ts'
import { createSafeSend } from './safe-send.ts'

let server: Server
let port: number
let reached: string[]

beforeEach(async () => {
  reached = []
  server = createServer((incoming, outgoing) => {
    reached.push(`${incoming.method} ${incoming.url} ${incoming.headers.host}`)
    if (incoming.url === '/moved') outgoing.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end()
    else if (incoming.url === '/endless') outgoing.end('x'.repeat(1_000_000))
    else if (incoming.url !== '/silent') outgoing.writeHead(200, { 'retry-after': '7' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const call = (url: string) => ({ url, headers: {}, body: '{}' })
const soon = (): AbortSignal => AbortSignal.timeout(10_000)

describe('outside development', () => {
  const send = createSafeSend({ development: false })

  test.each([
    'http://example.com/',
    'https://example.com:8443/',
    'https://user:pass@example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001::1]/',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://[ff02::1]/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://192.0.0.192/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://localhost/',
  ])('%s is refused before anybody is reached', async (url) => {
    await expect(send(call(url), soon())).rejects.toMatchObject({ name: 'CallRefused' })
    expect(reached).toEqual([])
  })

  test('one private address among those of a name is enough to refuse it', async () => {
    const mixed = createSafeSend({ development: false, resolve: async () => ['93.184.215.14', '127.0.0.1'] })
    await expect(mixed(call('https://hooks.example/'), soon())).rejects.toMatchObject({ reason: 'address-refused' })
  })

  test('a name without an address is refused', async () => {
    const empty = createSafeSend({ development: false, resolve: async () => [] })
    await expect(empty(call('https://hooks.example/'), soon())).rejects.toMatchObject({ reason: 'address-refused' })
  })
})

describe('a name that changes its address', () => {
  test('is asked for once: the connection goes to the address that was judged', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2']]
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return answers.shift() ?? ['127.0.0.2']
    }
    const send = createSafeSend({ development: true, resolve })
    const answer = await send(call(`http://rebind.example:${port}/hook`), soon())
    expect(answer.status).toBe(200)
    expect(asked).toEqual(['rebind.example'])
    expect(reached).toEqual([`POST /hook rebind.example:${port}`])
    // The second answer leads elsewhere, where nobody listens.
    await expect(send(call(`http://rebind.example:${port}/hook`), soon())).rejects.toThrow('ECONNREFUSED')
    expect(reached).toHaveLength(1)
  })

  test('to one of ours is refused with the next call', async () => {
    const answers = [['203.0.113.1'], ['127.0.0.1']]
    const send = createSafeSend({ development: false, resolve: async () => answers.pop() ?? [] })
    await expect(send(call('https://rebind.example/'), soon())).rejects.toMatchObject({ reason: 'address-refused' })
    expect(reached).toEqual([])
  })
})

describe('an answer', () => {
  const send = createSafeSend({ development: true })

  test('that sends elsewhere is the end of it', async () => {
    const answer = await send(call(`http://127.0.0.1:${port}/moved`), soon())
    expect(answer.status).toBe(302)
    expect(reached).toHaveLength(1)
  })

  test('is read as far as 64 KiB', async () => {
    const { text } = await send(call(`http://127.0.0.1:${port}/endless`), soon())
    expect(text.length).toBeLessThan(200_000)
  })

  test('that does not come is not waited for beyond the signal', async () => {
    await expect(send(call(`http://127.0.0.1:${port}/silent`), AbortSignal.timeout(50))).rejects.toThrow('aborted')
  })

  test('has its headers', async () => {
    const { headers } = await send(call(`http://127.0.0.1:${port}/`), soon())
    expect(headers.get('retry-after')).toBe('7')
    expect(headers.get('no-such')).toBeNull()
  })
})

test('a resolver that hangs is left alone when time is up', async () => {
  const send = createSafeSend({ development: false, resolve: () => new Promise(() => {}) })
  await expect(send(call('https://slow.example/'), AbortSignal.timeout(30))).rejects.toThrow('aborted')
})

test('addresses of the public internet are public', () => {
  expect(['93.184.215.14', '1.1.1.1', '2606:4700:4700::1111'].map(isPublic)).toEqual([true, true, true])
  expect(['not-an-address', '', '1.2.3'].map(isPublic)).toEqual([false, false, false])
})
