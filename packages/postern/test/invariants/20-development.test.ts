import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { devInbox } from '../../src/adapters/dev-inbox/dev-inbox.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { checkOptions } from '../../src/check-options.ts'
import type { PosternOptions } from '../../src/options.ts'
import { openBrowser } from '../support/browser.ts'
import { createRecorder } from '../support/recorder.ts'
import { readReply } from '../support/reply.ts'
import { closeWorlds, createWorld, type WorldOptions } from '../support/world.ts'

afterEach(closeWorlds)

const options = (more: Partial<PosternOptions>): PosternOptions => ({
  baseUrl: 'https://app.example.com',
  secret: 'x'.repeat(32),
  store: sqlite(':memory:'),
  mail: { from: 'Acme <no-reply@acme.example>', transport: createRecorder() },
  ...more,
})

describe('invariant 20: anything that is not https is refused by name, but for http on loopback', () => {
  test.each([
    ['http://app.example.com', /^baseUrl /],
    ['http://192.168.1.4:3000', /^baseUrl /],
    ['http://10.0.0.1', /^baseUrl /],
    ['http://0.0.0.0:3000', /^baseUrl /],
    ['http://localhost.evil.example', /^baseUrl /],
    ['http://127.0.0.1.evil.example', /^baseUrl /],
    ['ftp://localhost', /^baseUrl /],
    ['https://app.example.com/auth', /^baseUrl /],
    ['https://user@app.example.com', /^baseUrl /],
    ['app.example.com', /^baseUrl /],
  ])('%s', (baseUrl, message) => {
    expect(() => checkOptions(options({ baseUrl }))).toThrow(message)
  })

  test.each(['http://localhost:3000', 'http://127.0.0.1', 'http://127.9.9.9:1', 'http://[::1]:3000'])(
    '%s is development',
    (baseUrl) => {
      expect(checkOptions(options({ baseUrl })).development).toBe(true)
    },
  )

  test('https on loopback is no development', () => {
    expect(checkOptions(options({ baseUrl: 'https://localhost:3000' })).development).toBe(false)
  })
})

describe('invariant 20: outside development', () => {
  const inbox = { from: 'a@acme.example', transport: devInbox() }

  test.each(['https://app.example.com', 'https://localhost'])('the dev inbox refuses to start at %s', (baseUrl) => {
    expect(() => checkOptions(options({ baseUrl, mail: inbox }))).toThrow(/^mail\.transport /)
    const second = { ...inbox, transport: [createRecorder(), devInbox()] }
    expect(() => checkOptions(options({ baseUrl, mail: second }))).toThrow(/^mail\.transport /)
  })

  test.each(['https://app.example.com', 'https://localhost'])('limits refuse to be off at %s', (baseUrl) => {
    expect(() => checkOptions(options({ baseUrl, limits: 'off' }))).toThrow(/^limits /)
  })

  test('there is no inbox to look at, and no plain cookie', async () => {
    const world = await createWorld()
    const browser = openBrowser(world)
    for (const path of ['/dev/inbox', '/dev/inbox/messages', '/dev/inbox/messages/x/html'])
      expect((await browser.visit(path)).status).toBe(404)
    await browser.signIn('ada@example.com')
    const session = browser.cookie('session') ?? ''
    browser.jar.remove('__Host-postern-session')
    browser.jar.set('postern-session', session)
    expect(await browser.who()).toBeUndefined()
  })
})

describe('invariant 20: the dev inbox of the library', () => {
  const look = (headers: Readonly<Record<string, string>> = {}, path = '/inbox/messages') =>
    new Request(`http://localhost:3000/auth/dev${path}`, { headers: { host: 'localhost:3000', ...headers } })

  async function withMail(options: WorldOptions = {}) {
    const inbox = devInbox()
    const world = await createWorld({ baseUrl: 'http://localhost:3000', transports: [inbox], ...options })
    const browser = openBrowser(world, { peer: '127.0.0.1' })
    await browser.call('/magic-link', { email: 'ada@example.com' })
    await inbox.next({ to: 'ada@example.com' })
    return world
  }

  test('answers loopback peers, with link and code', async () => {
    const world = await withMail()
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.5.5.5']) {
      const reply = await readReply(await world.handle(look(), peer))
      expect([peer, reply.status]).toEqual([peer, 200])
      expect(reply.text).toMatch(/"code":"\d{6}"/)
    }
    expect((await world.handle(look({ accept: 'text/html' }, '/inbox'), '127.0.0.1')).status).toBe(200)
  })

  test('answers no other peer and nothing that was forwarded (C5)', async () => {
    const world = await withMail()
    for (const path of ['/inbox', '/inbox/messages', '/inbox/messages?to=ada@example.com']) {
      for (const peer of ['192.168.1.9', '10.0.0.1', '203.0.113.7', '::ffff:10.0.0.1', '127.0.0.1.evil', 'fe80::1'])
        expect([peer, (await world.handle(look({}, path), peer)).status]).toEqual([peer, 421])
      for (const header of ['x-forwarded-for', 'forwarded', 'x-forwarded-host'])
        expect((await world.handle(look({ [header]: '203.0.113.7' }, path), '127.0.0.1')).status).toBe(421)
      expect((await world.handle(look({ host: 'evil.example' }, path), '127.0.0.1')).status).toBe(421)
    }
  })

  test('wants more than other routes: no trace of a proxy, also of one on this machine or where the peer is not known', async () => {
    const world = await withMail()
    const traces = {
      forwarded: 'for=127.0.0.1',
      via: '1.1 proxy',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-host': 'localhost:5173',
      referer: 'https://app.example.com/',
    }
    for (const [name, value] of Object.entries(traces)) {
      expect([name, (await world.handle(look({ [name]: value }), '127.0.0.1')).status]).toEqual([name, 404])
      expect([name, (await world.runtime.app.fetch(look({ [name]: value }))).status]).toEqual([name, 404])
    }
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip'])
      expect([name, (await world.runtime.app.fetch(look({ [name]: '203.0.113.7' }))).status]).toEqual([name, 421])
    expect((await world.handle(look(), '')).status).toBe(404)
    expect((await world.runtime.app.fetch(look())).status).toBe(200)
  })

  test('answers no call that speaks HTTP/1.0, as nginx does to what is behind it', async () => {
    const world = await withMail()
    const through = (httpVersion: string) => {
      const incoming = { headers: { host: 'localhost:3000' }, socket: { remoteAddress: '127.0.0.1' }, httpVersion }
      return world.runtime.app.fetch(look(), { incoming: incoming as unknown as IncomingMessage })
    }
    expect([(await through('1.0')).status, (await through('1.1')).status]).toEqual([404, 200])
  })

  test('on a private network answers every peer with the printed key, and nobody without it', async () => {
    const key = 'the-key-that-was-printed'
    const host = '192.168.1.20:3000'
    const world = await withMail({ baseUrl: `http://${host}`, leave: { privateNetwork: true }, inboxKey: key })
    const ask = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
      const request = new Request(`http://${host}/auth/dev${path}`, { headers: { host, ...headers } })
      return readReply(await world.handle(request, '192.168.1.9'))
    }
    const paths = ['/inbox', '/inbox/messages', '/inbox/messages/x/html', '/inbox/messages/x/text']
    const without = [{}, { 'postern-inbox-key': 'wrong' }, { 'postern-inbox-key': '' }]
    for (const path of paths) {
      for (const query of ['', '?key=', '?key=wrong', `?key=${key}x`, `?key=${key.slice(1)}`, `?to=${key}`])
        expect([query, (await ask(path + query)).status]).toEqual([query, 404])
      for (const headers of without) expect((await ask(path, headers)).status).toBe(404)
    }
    const shown = [await ask(`/inbox/messages?key=${key}`), await ask('/inbox/messages', { 'postern-inbox-key': key })]
    for (const { status, text } of shown) expect([status, text]).toEqual([200, expect.stringMatching(/"code":"\d{6}"/)])
  })
})

describe('invariant 20: development answers its own machine alone, on every route', () => {
  const origin = 'http://localhost:3000'
  const headers = { host: 'localhost:3000', 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const body = '{"email":"ada@example.com"}'
  const ask = (more: Readonly<Record<string, string>> = {}) =>
    new Request(`${origin}/auth/magic-link`, { method: 'POST', headers: { ...headers, ...more }, body })
  const elsewhere = [
    ['peer', '203.0.113.9', {}],
    ['peer', '172.17.0.1', {}],
    ['peer', '::ffff:192.168.1.9', {}],
    ['x-forwarded-for', '127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }],
    ['x-forwarded-for', '127.0.0.1', { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }],
    ['x-forwarded-for', '::1', { 'x-forwarded-for': 'unknown' }],
    ['forwarded', '127.0.0.1', { forwarded: 'for=203.0.113.9;host=localhost' }],
    ['x-forwarded-host', '127.0.0.1', { 'x-forwarded-host': 'app.example.com' }],
    ['x-real-ip', '127.0.0.1', { 'x-real-ip': '203.0.113.9' }],
    ['cf-connecting-ip', '127.0.0.1', { 'cf-connecting-ip': '2001:db8::9' }],
  ] as const

  test.each(elsewhere)('%s of %s %j: 421, nothing done and no cookie', async (sign, peer, more) => {
    for (const limits of ['on', 'off'] as const) {
      const world = await createWorld({ baseUrl: origin, limits, trustedHops: 1 })
      const response = await world.handle(ask(more), peer)
      expect([response.status, response.headers.get('set-cookie')]).toEqual([421, null])
      const { json } = await readReply(response)
      expect(json).toMatchObject({ status: 421, code: 'peer-refused' })
      expect(json.detail).toContain(`\`${sign}\``)
      expect(json.detail).toMatch(/set `baseUrl` to the https address.+`postern dev --lan`.+container/)
      expect(JSON.stringify(json)).not.toContain('203.0.113.9')
      expect(await world.events()).toEqual([])
    }
  })

  test('pages, files, what is nowhere, other methods and preflights are no exception, and readers get the problem too', async () => {
    const world = await createWorld({ baseUrl: origin, origins: ['https://spa.example.com'] })
    const calls = ['/auth/sign-in', '/auth/me', '/auth/jwks.json', '/auth/nowhere', '/'].map((path) => ['GET', path])
    for (const [method, path] of [...calls, ['PUT', '/auth/me'], ['OPTIONS', '/auth/me']]) {
      const more = { accept: 'text/html', origin: 'https://spa.example.com' }
      const request = new Request(`${origin}${path}`, {
        method: method ?? '',
        headers: { host: headers.host, ...more },
      })
      const response = await world.handle(request, '203.0.113.9')
      expect([path, response.status]).toEqual([path, 421])
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('a framework that forwards from this machine is none of it', async () => {
    const world = await createWorld({ baseUrl: origin, limits: 'off' })
    const notes = [
      {},
      { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost:5173', 'x-forwarded-proto': 'http' },
      { 'x-forwarded-for': '::1', 'x-forwarded-host': 'localhost:3000', 'x-forwarded-port': '3000' },
      { 'x-forwarded-for': '::ffff:127.0.0.1', via: '1.1 dev' },
      { 'x-forwarded-for': '', 'x-forwarded-host': '[::1]:3000' },
      { forwarded: 'for="[::1]:4711";host=localhost:3000', 'x-real-ip': '127.0.0.1' },
    ]
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      for (const note of notes) expect([note, (await world.handle(ask(note), peer)).status]).toEqual([note, 200])
  })

  test('where the binding knows no peer, the headers alone are judged', async () => {
    const world = await createWorld({ baseUrl: origin, limits: 'off' })
    for (const env of [undefined, { peer: '' }]) {
      for (const more of [{}, { 'x-forwarded-for': '::1', 'x-forwarded-host': 'localhost:5173' }])
        expect((await world.runtime.app.fetch(ask(more), env)).status).toBe(200)
      for (const [sign, , more] of elsewhere.filter(([name]) => name !== 'peer')) {
        const reply = await readReply(await world.runtime.app.fetch(ask(more), env))
        expect([sign, reply.status, reply.json.code]).toEqual([sign, 421, 'peer-refused'])
      }
    }
  })

  test('through Node, the peer is the socket’s', async () => {
    const world = await createWorld({ baseUrl: origin, limits: 'off' })
    const through = (remoteAddress: string | undefined) => {
      const incoming = { headers, socket: { remoteAddress }, httpVersion: '1.1' }
      return world.runtime.app.fetch(ask(), { incoming: incoming as unknown as IncomingMessage })
    }
    expect((await through('203.0.113.9')).status).toBe(421)
    expect((await through('::ffff:127.0.0.1')).status).toBe(200)
    expect((await through(undefined)).status).toBe(200)
  })

  test.each([
    'https://app.example.com',
    'https://localhost:3000',
    'http://192.168.1.20:3000',
    'http://[fd00::20]:3000',
  ])('%s is for others, on the internet or by --lan: whoever comes is answered', async (baseUrl) => {
    const world = await createWorld({ baseUrl, leave: { privateNetwork: true } })
    const { host } = new URL(baseUrl)
    for (const [, peer, more] of elsewhere) {
      const request = new Request(`${baseUrl}/auth/sign-in`, { headers: { host, ...more } })
      expect((await world.handle(request, peer)).status).toBe(200)
    }
  })
})

test('limits off takes away request charges and day budgets, and never the five tries, the shut approval or the body limit', async () => {
  const world = await createWorld({ baseUrl: 'http://localhost:3000', limits: 'off' })
  const browser = openBrowser(world)
  for (let count = 0; count < 25; count++)
    expect((await browser.call('/magic-link', { email: 'ada@example.com' })).status).toBe(200)
  for (let round = 0; round < 6; round++) {
    const { attemptId } = await browser.request('ada@example.com')
    const codes: unknown[] = []
    for (let count = 0; count < 6; count++)
      codes.push((await browser.call('/code/verify', { attemptId, code: '000000' })).json.code)
    expect(codes.slice(4)).toEqual(['codes-shut', 'codes-shut'])
  }
  for (let round = 0; round < 5; round++) {
    const { attemptId, token, number } = await browser.request('ada@example.com')
    const wrong = String(Number(number) === 99 ? 10 : Number(number) + 1)
    expect((await browser.call(`/attempts/${attemptId}/approve`, { token, number: wrong })).json.code).toBe(
      'number-wrong',
    )
    expect((await browser.call(`/attempts/${attemptId}/approve`, { token, number })).json.code).toBe('approval-shut')
  }
  const huge = await browser.call('/magic-link', { email: 'ada@example.com', state: 'x'.repeat(70_000) })
  expect([huge.status, huge.json.code]).toEqual([413, 'too-large'])
})
