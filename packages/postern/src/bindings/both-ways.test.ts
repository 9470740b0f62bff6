/** Requests taken the short way and the adapter's: whatever the app can see of them, and all that the caller hears, is the same. */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import fc from 'fast-check'
import { type Context, Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answer, give } from '../http/answer.ts'
import { wantsPage } from '../http/client/accepts.ts'
import { readFields } from '../http/fields.ts'
import { type Env, headerOf } from '../http/headers.ts'
import { readPlain } from '../http/json-body.ts'
import { hostIn } from '../http/named.ts'
import { createRouter } from '../http/router.ts'
import { nodeListener } from './node-listener.ts'
import { plainRequest } from './plain-request.ts'

const seen = ['cookie', 'origin', 'sec-fetch-site', 'content-type', 'content-length', 'authorization', 'x-two']

function answer(c: Context<Env>, route: string, body: unknown): Response {
  const { method, path, url } = c.req
  const headers = Object.fromEntries(seen.map((name) => [name, headerOf(c, name) ?? null]))
  const said = { route, method, path, url, query: c.req.query(), params: c.req.param(), host: hostIn(c), headers, body }
  const page = wantsPage(headerOf(c, 'accept'), headerOf(c, 'content-type'))
  const told: Answer = { status: page ? 203 : 200, headers: {}, cookies: ['a=1', 'b=2'], body: JSON.stringify(said) }
  return give(c, told)
}

const app = new Hono<Env>({ router: createRouter() })
app.get('/auth/sign-in', (c) => answer(c, 'page', null))
app.get('/auth/link/:id', (c) => answer(c, 'link', null))
app.post('/auth/verify', async (c) => {
  const read = await readFields(c)
  return answer(c, 'fields', read.kind === 'fields' ? [...read.fields] : read.kind)
})
app.post('/auth/:name', async (c) => answer(c, 'text', await readPlain(c)))
app.notFound((c) => answer(c, 'none', null))

let taken = 0
const short = nodeListener(() => app)
const adapted = getRequestListener(
  (request, env) => {
    const { incoming, outgoing } = env as never as { incoming: never; outgoing: never }
    return app.fetch(request, { incoming, direct: outgoing })
  },
  { overrideGlobalObjects: false },
)
const long: RequestListener = (incoming, outgoing) => void adapted(incoming, outgoing)

const servers: Server[] = []
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

let ports: readonly [number, number]
beforeAll(async () => {
  const counting: RequestListener = (incoming, outgoing) => {
    if (plainRequest(incoming, outgoing)) taken++
    short(incoming, outgoing)
  }
  ports = [await serve(counting), await serve(long)]
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

const patience = 300

/** All that is said to these bytes, until the server ends the connection or waits for more. */
async function heard(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(Buffer.from(bytes, 'latin1'))
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  socket.setTimeout(patience, () => socket.destroy())
  await once(socket, 'close')
  return text.replace(/^date: .*\r\n/gim, '')
}

/** Mostly what is plain, so that one thing at a time is not. */
const mostly = <T>(plain: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: fc.constantFrom(...others) })

const pieces = [
  'auth',
  'x',
  '',
  '.',
  '..',
  '%2e',
  '%2F',
  '%61',
  '%',
  "'",
  '@',
  ';v=1',
  '[',
  '|',
  '"',
  '\\',
  '\xe9',
  '~',
]
const path = fc.oneof(
  fc.constantFrom('/auth/sign-in', '/auth/link/abc', '/auth/verify', '/auth/text'),
  fc.constantFrom('/', '*', 'auth/sign-in', '//auth/sign-in', '/auth//sign-in', '/auth/sign-in/'),
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
)
const parts = ['a=1', 'a=2', '%20', '%zz', '%00', '/../', '?', '=', '&', '+', "'", '#f', '\xe9', '"', '<']
const query = fc
  .array(fc.constantFrom(...parts), { maxLength: 4 })
  .map((some) => (some.length > 0 ? `?${some.join('')}` : ''))
const names = [
  'example.com:3000',
  '1.2.3.4',
  'a.b_c-',
  'EXAMPLE.com',
  'example.com:80',
  'example.com:0080',
  'example.com:99999',
  '1.2.3.4.5',
  '01.2.3.4',
  '127.1',
  '0x7f.1',
  'xn--a',
  'xn--4ca.example',
  '[::1]:3000',
  'a..b',
  'a b',
  '',
  'ex\xe4.com',
  'a@b',
  'a/b',
]
const headers = [
  'Cookie: a=1',
  'Cookie: b=2',
  'Origin: https://a.example',
  'Origin: null',
  'Sec-Fetch-Site: same-origin',
  'Sec-Fetch-Site: cross-site',
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Type: application/json',
  'Accept: text/html',
  'Authorization: Bearer x',
  'X-Two: 1',
  'X-Two: \xe9',
  'Host: second.example',
  'Transfer-Encoding: chunked',
  'Expect: 100-continue',
  'Expect: more',
  'Content-Length: 3',
  'Upgrade: h2c',
]
const texts = ['a=1&b=2', '{', '\xef\xbb\xbf{}', '\xff', '0\r\n\r\n', '3\r\n{"a\r\n0\r\n\r\n']

const request = fc
  .record({
    method: mostly('', 'HEAD', 'PUT', 'OPTIONS', 'get', 'GET', 'POST'),
    prefix: mostly('', 'http://other.example', 'https://example.com:99999', 'HTTP://example.com', '//other.example'),
    path,
    query,
    host: mostly('example.com', ...names),
    headers: fc.array(fc.constantFrom(...headers), { maxLength: 3 }),
    body: mostly('', '{"a":"1"}', '{"a":"1"}', ...texts),
    length: mostly('right', 'none', 'short', 'twice', 'signed', 'zeros', 'hex'),
  })
  .map(({ method, prefix, path, query, host, headers, body, length }) => {
    const usual = body === '' ? 'GET' : 'POST'
    const told = method === '' && body === '' ? [] : lengthOf(length, body)
    const lines = [`Host: ${host}`, ...headers, ...told, 'Connection: close']
    return `${method || usual} ${prefix}${path}${query} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`
  })

function lengthOf(how: string, text: string): readonly string[] {
  switch (how) {
    case 'right':
      return [`Content-Length: ${text.length}`]
    case 'short':
      return [`Content-Length: ${Math.max(0, text.length - 1)}`]
    case 'twice':
      return [`Content-Length: ${text.length}`, `Content-Length: ${text.length}`]
    case 'signed':
      return [`Content-Length: +${text.length}`]
    case 'zeros':
      return [`Content-Length: 00${text.length}`]
    case 'hex':
      return [`Content-Length: 0x${text.length.toString(16)}`]
    default:
      return []
  }
}

test('a request is answered the same both ways', async () => {
  taken = 0
  await fc.assert(
    fc.asyncProperty(request, async (bytes) => {
      const [one, other] = await Promise.all(ports.map((port) => heard(port, bytes)))
      const own = (text: string | undefined, at: 0 | 1): string => (text ?? '').replaceAll(String(ports[at]), 'PORT')
      expect(own(one, 0)).toBe(own(other, 1))
    }),
    { numRuns: 1_000 },
  )
  expect(taken).toBeGreaterThan(100)
}, 60_000)

test('requests that follow each other on one connection are answered in order both ways', async () => {
  const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nHost: example.com\r\n${more}\r\n`
  const post = (path: string, text: string): string =>
    `POST ${path} HTTP/1.1\r\nHost: example.com\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`
  const bytes = [
    post('/auth/verify', '{"a":"1"}'),
    get('/auth/sign-in'),
    post('/nothing/here', 'never read '.repeat(2_000)),
    get('/auth/%6cink/a'),
    post('/auth/text', 'x'.repeat(70_000)),
    get('/auth/sign-in', 'Connection: close\r\n'),
  ].join('')
  const [one, other] = await Promise.all(ports.map((port) => heard(port, bytes)))
  expect(one).toBe(other)
  expect(one?.match(/HTTP\/1\.1 200/g)).toHaveLength(6)
})
