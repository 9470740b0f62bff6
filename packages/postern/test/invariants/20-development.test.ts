import { afterEach, describe, expect, test } from 'vitest'
import { devInbox } from '../../src/adapters/dev-inbox/dev-inbox.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import { checkOptions } from '../../src/check-options.ts'
import type { PosternOptions } from '../../src/options.ts'
import { openBrowser } from '../support/browser.ts'
import { createRecorder } from '../support/recorder.ts'
import { readReply } from '../support/reply.ts'
import { closeWorlds, createWorld } from '../support/world.ts'

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

  async function withMail() {
    const inbox = devInbox()
    const world = await createWorld({ baseUrl: 'http://localhost:3000', transports: [inbox] })
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
      for (const peer of ['192.168.1.9', '10.0.0.1', '203.0.113.7', '::ffff:10.0.0.1', '127.0.0.1.evil', 'fe80::1', ''])
        expect([peer, (await world.handle(look({}, path), peer)).status]).toEqual([peer, 404])
      for (const header of ['x-forwarded-for', 'forwarded', 'x-forwarded-host'])
        expect((await world.handle(look({ [header]: '203.0.113.7' }, path), '127.0.0.1')).status).toBe(404)
      expect((await world.handle(look({ host: 'evil.example' }, path), '127.0.0.1')).status).toBe(421)
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
