/** FusionAuth's passwordless contract over HTTP: statuses, bodies, cookies, and what no caller may do with it. */
import type { Event, Id } from 'postern/kit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PresentKey } from '../src/api/api-route.ts'
import { noteMiss } from '../src/api/fusionauth/misses.ts'
import { parseKey } from '../src/resources/api-key.ts'
import { address, club, elsewhere, type FusionAuthWorld, fusionAuthWorld, shop } from './fusionauth-world.ts'
import { origin } from './in-process.ts'

let world: FusionAuthWorld
let key: string

beforeEach(async () => {
  world = await fusionAuthWorld({ limits: 'off' })
  key = await world.key()
})

afterEach(() => world.close())

const asks = { applicationId: shop, loginId: address }

const start = (body: object = asks, as = key, headers: Record<string, string> = {}) =>
  world.post('/api/passwordless/start', body, { authorization: as, ...headers })

const login = (body: object, headers: Record<string, string> = {}) =>
  world.post('/api/passwordless/login', { applicationId: shop, ...body }, headers)

const send = (body: object) => world.post('/api/passwordless/send', { applicationId: shop, ...body })

async function codeOf(body: object = asks): Promise<string> {
  const { status, body: answer } = await start(body)
  expect(status).toBe(200)
  return answer.code
}

/** Of the attempt that a code names, after the tenant. */
const idOf = (code: string): string => code.slice(5, 31)

const eventsOf = async (code: string): Promise<readonly Event[]> => {
  const attempt = idOf(code) as Id<'attempt'>
  const { store, clock } = world.runtime.ports
  const { items } = await store.events.list({ tenant: 'acme' as Id<'tenant'>, now: clock.now(), attempt, limit: 100 })
  return items
}

describe('start', () => {
  test('answers a code to a key, alone or as a bearer’s', async () => {
    const { status, body } = await start()
    expect([status, Object.keys(body)]).toEqual([200, ['code']])
    expect(body.code).toMatch(/^acme~[0-9a-z]{26}\.[\w-]{43}$/)
    expect((await start(asks, `Bearer ${key}`)).status).toBe(200)
  })

  test('answers a handle and a code to be typed, where the strategy is FormField', async () => {
    const { body } = await start({ ...asks, loginStrategy: 'FormField' })
    expect(body.oneTimeCode).toMatch(/^\d{6}$/)
    expect(body.code).toMatch(/^acme~[0-9a-z]{26}\.[\w-]{43}$/)
  })

  test('401 without a body for a caller without a key, or whose key may not', async () => {
    const may = (more: object) => world.key(more)
    for (const wrong of [
      '',
      'nonsense',
      await may({ startsSignIns: false }),
      await may({ operations: ['users.read'] }),
    ]) {
      const answer = await start(asks, wrong)
      expect([answer.status, answer.text]).toEqual([401, ''])
    }
    expect((await start(asks, await may({ operations: ['*'], startsSignIns: false }))).status).toBe(401)
  })

  test('400 names the fields that are missing or of no use', async () => {
    const { status, body } = await start({ loginIdTypes: ['username'], loginStrategy: 'Pigeon' })
    expect(status).toBe(400)
    expect(Object.keys(body.fieldErrors)).toEqual(['applicationId', 'loginId', 'loginIdTypes', 'loginStrategy'])
    expect(body.fieldErrors.loginId[0].code).toBe('[blank]loginId')
    expect(body.fieldErrors.loginStrategy[0].code).toBe('[invalid]loginStrategy')
    expect(body.generalErrors).toEqual([])
    expect((await start('not JSON' as unknown as object)).body.generalErrors[0].code).toBe('[invalidJSON]')
  })

  test('400 for a number in the state that would come back as another one', async () => {
    const { status, body } = await start(JSON.stringify({ ...asks, state: { n: 7 } }).replace('7', '1e400') as never)
    expect([status, Object.keys(body.fieldErrors)]).toEqual([400, ['state.n']])
  })

  test('an application of another tenant, or that the key is not for, is answered like one that is not there', async () => {
    const unknown = await start({ ...asks, applicationId: '30000000-0000-0002-0000-000000000009' })
    expect(unknown.status).toBe(400)
    expect(unknown.body.fieldErrors.applicationId[0].code).toBe('[invalid]applicationId')
    const limited = await world.key({ applications: [club] })
    expect((await start(asks, limited)).text).toBe(unknown.text)
    const foreign = await start({ ...asks, applicationId: elsewhere }, key, { 'x-fusionauth-tenantid': 'acme' })
    expect([foreign.status, foreign.text]).toEqual([400, unknown.text])
    // Without the header as well: whose it is would be told.
    expect((await start({ ...asks, applicationId: elsewhere })).text).toBe(unknown.text)
  })

  test('a tenant that is not the key’s is 401, as one that is not there', async () => {
    const other = await start(asks, key, { 'x-fusionauth-tenantid': 'other' })
    const none = await start(asks, key, { 'x-fusionauth-tenantid': 'nobody' })
    expect([other.status, other.text]).toEqual([none.status, none.text])
    expect(other.status).toBe(401)
  })

  test('404 without a body for somebody who is no user', async () => {
    for (const loginId of ['nobody@example.com', 'ada']) {
      const answer = await start({ ...asks, loginId })
      expect([answer.status, answer.text]).toEqual([404, ''])
    }
  })

  test('404 too for who is registered in none of the applications that the key is for', async () => {
    const limited = await world.key({ applications: [club] })
    const inClub = { ...asks, applicationId: club }
    for (const loginId of [address, 'nobody@example.com', 'ada'])
      expect(await start({ ...inClub, loginId }, limited)).toMatchObject({ status: 404, text: '' })
    expect((await start(inClub, await world.key({ applications: [club, shop] }))).status).toBe(200)
    await world.runtime.engine.changeRegistration(await world.scope(club), { user: world.user })
    expect((await start(inClub, limited)).status).toBe(200)
  })

  test('a key that tries who is a user is stopped, for users as well, and goes on an hour later', async () => {
    const limited = await world.key({ applications: [club] })
    const inClub = { ...asks, applicationId: club }
    const missed = { ports: world.runtime.ports, key: { id: parseKey(key)?.id ?? '' } as PresentKey }
    for (let tried = 0; tried < 898; tried++) await noteMiss(missed)
    expect((await start()).status).toBe(200)
    expect((await start({ ...asks, loginId: 'ada' })).status).toBe(404)
    expect((await start({ ...asks, loginId: 'nobody@example.com' })).status).toBe(404)
    for (const loginId of [address, 'nobody@example.com', 'ada']) {
      const { status, text, headers } = await start({ ...asks, loginId })
      expect([status, text]).toEqual([429, ''])
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500)
    }
    expect((await start(inClub, limited)).status).toBe(404)
    world.clock.advance(3_600_000)
    expect((await start()).status).toBe(200)
  })

  test('of many that ask at once no more are told of nobody than the hour has', async () => {
    const missed = { ports: world.runtime.ports, key: { id: parseKey(key)?.id ?? '' } as PresentKey }
    for (let tried = 0; tried < 898; tried++) await noteMiss(missed)
    const asked = Array.from({ length: 12 }, (_, at) => start({ ...asks, loginId: `nobody-${at}@example.com` }))
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 404)).toHaveLength(2)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  })

  test('400 where nobody signs in at present', async () => {
    await world.set(shop, { signIn: 'off' })
    const { status, body } = await start()
    expect([status, body.generalErrors[0].code]).toEqual([400, '[PasswordlessDisabled]'])
  })

  test('the attempt’s story names the key', async () => {
    const code = await codeOf()
    const [requested] = await eventsOf(code)
    expect(requested).toMatchObject({ type: 'link.requested', reason: 'vouched' })
    expect(requested?.actor).toMatch(/^key:[0-9a-z]{26}$/)
  })

  test('below a tenant’s path it is for that tenant', async () => {
    const path = '/t/acme/api/passwordless/start'
    expect((await world.post(path, asks, { authorization: key })).status).toBe(200)
    const other = '/t/other/api/passwordless/start'
    expect((await world.post(other, asks, { authorization: key })).status).toBe(401)
  })

  test('a path that is not canonical is 404', async () => {
    for (const path of ['/api/passwordless/start/', '//api/passwordless/start', '/api/passwordless/%73tart']) {
      expect((await world.post(path, asks, { authorization: key })).status).toBe(404)
    }
  })
})

describe('login', () => {
  test('answers user, state, tokens and cookies, as FusionAuth has them', async () => {
    const state = { cart_id: 1234, nested: { deep: ['a', null] } }
    const { status, body, headers } = await login({ code: await codeOf({ ...asks, state }) })
    expect(status).toBe(200)
    expect(body.state).toEqual(state)
    expect(body.user).toMatchObject({
      id: world.user,
      tenantId: 'acme',
      active: true,
      email: address,
      verified: true,
      fullName: 'Ada Lovelace',
      data: { favourite: 'green' },
      lastLoginInstant: world.clock.now(),
      registrations: [{ applicationId: shop, roles: ['buyer'], lastLoginInstant: world.clock.now(), verified: true }],
    })
    const [, claims] = body.token.split('.')
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ sub: world.user, client_id: shop })
    expect(body.tokenExpirationInstant).toBe(world.clock.now() + 600_000)
    expect(body.refreshToken).toMatch(/^[0-9a-z]{26}\./)
    const [access, refresh, ...more] = headers.getSetCookie()
    expect(access).toBe(`access_token=${body.token}; Path=/; HttpOnly; SameSite=Lax; Secure`)
    expect(refresh).toBe(`refresh_token=${body.refreshToken}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax; Secure`)
    expect(more).toEqual([])
  })

  test('noJWT: no token, no cookie, and the user all the same', async () => {
    const { status, body, headers } = await login({ code: await codeOf(), noJWT: true })
    expect([status, Object.keys(body), headers.getSetCookie()]).toEqual([200, ['user'], []])
  })

  test('its refresh token is one of ours, and ends with its session', async () => {
    const { body } = await login({ code: await codeOf() })
    const scope = await world.scope(shop)
    const { store, clock } = world.runtime.ports
    const at = { tenant: scope.tenant.id, now: clock.now() }
    const found = await store.families.find({ ...at, id: body.refreshTokenId, spent: '' })
    expect(found?.session.methods).toEqual(['vouched'])
    expect(found?.user.id).toBe(world.user)
  })

  test('a code works once, 404 without a body after that', async () => {
    const code = await codeOf()
    const answers = await Promise.all(Array.from({ length: 20 }, () => login({ code })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status, text }) => status === 404 && text === '')).toHaveLength(19)
  })

  test('a code that is none, of another application, or past its time is 404', async () => {
    const code = await codeOf()
    expect((await login({ code: 'CynAUMCHLxCCAWyHXOVWPQd8ZY0a6U0e3YpYkT0MNxs' })).status).toBe(404)
    expect((await login({ code, applicationId: club })).status).toBe(404)
    expect((await login({ code, applicationId: elsewhere })).status).toBe(404)
    world.clock.advance(600_000)
    expect((await login({ code })).status).toBe(404)
    expect((await login({})).body.fieldErrors.code[0].code).toBe('[blank]code')
  })

  test('the code alone is enough, and belongs to no other tenant than its own', async () => {
    const code = await codeOf()
    const bare = (text: string, headers: Record<string, string> = {}) =>
      world.post('/api/passwordless/login', { code: text }, headers)
    const [, credential = ''] = code.split('~')
    expect((await bare(credential)).status).toBe(404)
    expect((await bare(`other~${credential}`)).status).toBe(404)
    expect((await bare(code, { 'x-fusionauth-tenantid': 'other' })).status).toBe(404)
    expect((await world.post('/t/other/api/passwordless/login', { code })).status).toBe(404)
    // Of two tenants that contradict each other neither is meant.
    const byHeader = { 'x-fusionauth-tenantid': 'acme' }
    expect((await world.post('/t/other/api/passwordless/login', { code }, byHeader)).status).toBe(404)
    expect((await bare(code)).status).toBe(200)
    expect((await bare((await codeOf()).slice(5), { 'x-fusionauth-tenantid': 'acme' })).status).toBe(200)
    expect((await world.post('/t/acme/api/passwordless/login', { code: await codeOf() })).status).toBe(200)
  })

  test('FormField: the handle and the typed code together, five tries, and once', async () => {
    const { body } = await start({ ...asks, loginStrategy: 'FormField' })
    expect((await login({ code: body.code })).status).toBe(404)
    expect((await login({ code: body.code, oneTimeCode: 'abc' })).status).toBe(404)
    const wrong = body.oneTimeCode === '111111' ? '222222' : '111111'
    for (let tries = 0; tries < 3; tries++) {
      expect((await login({ code: body.code, oneTimeCode: wrong })).status).toBe(404)
    }
    const right = { code: body.code, oneTimeCode: body.oneTimeCode }
    const [named] = body.code.split('.')
    expect((await login({ ...right, code: `${named}.${'A'.repeat(43)}` })).status).toBe(404)
    expect((await login(right)).status).toBe(200)
    expect((await login(right)).status).toBe(404)
  })

  test('FormField: the sixth try is too late, even with the right code', async () => {
    const { body } = await start({ ...asks, loginStrategy: 'FormField' })
    const wrong = body.oneTimeCode === '111111' ? '222222' : '111111'
    for (let tries = 0; tries < 5; tries++) await login({ code: body.code, oneTimeCode: wrong })
    expect((await login({ code: body.code, oneTimeCode: body.oneTimeCode })).status).toBe(404)
  })

  test('a typed code is nothing without its handle, nor with a link', async () => {
    const { body } = await start({ ...asks, loginStrategy: 'FormField' })
    const other = await codeOf({ ...asks, applicationId: club })
    expect((await login({ code: other, oneTimeCode: body.oneTimeCode, applicationId: club })).status).toBe(404)
  })

  test('202 with the user and nothing else for one who is not registered, once, and she stays so', async () => {
    const code = await codeOf({ ...asks, applicationId: club, state: { a: 1 } })
    const { status, body, headers } = await login({ code, applicationId: club })
    expect([status, Object.keys(body)]).toEqual([202, ['state', 'user']])
    expect(body.user).toMatchObject({ email: address, registrations: [] })
    expect(headers.getSetCookie()).toEqual([])
    expect((await login({ code, applicationId: club })).status).toBe(404)
    const again = await codeOf({ ...asks, applicationId: club })
    expect((await login({ code: again, applicationId: club })).status).toBe(202)
  })

  test('409, 423, 504 and 242 as the gate decides, and nothing is spent', async () => {
    const code = await codeOf()
    const scope = await world.scope(shop)
    const { store, clock } = world.runtime.ports
    const change = async (what: object) => {
      const now = clock.now()
      const user = await store.users.find({ tenant: scope.tenant.id, now, id: world.user })
      const also = { events: [], messages: [] }
      const version = user?.version ?? 0
      await store.users.change({ tenant: scope.tenant.id, now, id: world.user, version, ...what, also })
    }
    await change({ status: 'banned' })
    const banned = await login({ code })
    expect([banned.status, banned.body]).toEqual([409, { actions: [{ name: 'banned' }] }])
    await change({ status: 'locked' })
    expect((await login({ code })).status).toBe(423)
    await change({ status: 'active' })
    let veto = true
    world.hooks.before('sign-in', () => (veto ? { veto: 'no' } : undefined))
    expect((await login({ code })).status).toBe(504)
    veto = false
    await change({ factors: ['totp'] })
    const half = await login({ code })
    expect([half.status, half.body.methods]).toEqual([242, [{ id: 'totp', method: 'totp' }]])
    expect(half.body.twoFactorId).toMatch(/^[0-9a-z]{26}\./)
    expect((await login({ code })).status).toBe(404)
  })

  test('what the caller claims of network and device is on record as claimed', async () => {
    const code = await codeOf()
    const metaData = { device: { name: 'Ada’s phone', type: 'MOBILE', description: 'line\nbreak' } }
    await login({ code, ipAddress: '192.0.2.7', metaData }, { 'x-forwarded-for': '198.51.100.1' })
    const completed = (await eventsOf(code)).find(({ type }) => type === 'sign-in.completed')
    expect(completed?.asked?.claimed).toEqual({
      address: '192.0.2.7',
      forwarded: '198.51.100.1',
      device: 'Ada’s phone, MOBILE, line break',
    })
    expect(completed?.asked?.network).toBeUndefined()
  })

  test('a page of another site cannot complete anything in somebody’s browser', async () => {
    const code = await codeOf()
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const answer = await login({ code }, foreign)
    expect([answer.status, answer.text]).toEqual([401, ''])
    expect((await login({ code })).status).toBe(200)
  })
})

describe('newest only', () => {
  test('a start ends what was started for her before, in any application', async () => {
    const first = await codeOf()
    const second = await codeOf({ ...asks, applicationId: club })
    expect((await login({ code: first })).status).toBe(404)
    const third = await codeOf()
    expect((await login({ code: second, applicationId: club })).status).toBe(404)
    expect((await login({ code: third })).status).toBe(200)
  })

  test('what she asked for herself is not touched, nor is anybody else’s', async () => {
    const client = { kind: 'browser', asked: {}, networks: [] } as const
    const scope = await world.scope(shop)
    const own = await world.runtime.engine.requestSignIn(scope, { client, locale: 'en', email: address })
    await codeOf()
    if (own.kind !== 'sent') throw new Error(own.kind)
    const found = await world.runtime.ports.store.attempts.find({
      tenant: scope.tenant.id,
      now: world.clock.now(),
      id: own.attempt,
    })
    expect(found?.attempt.state).toBe('open')
  })
})

describe('the story of a sign-in', () => {
  const storyOf = async (code: string) => {
    const reader = await world.key({ operations: ['attempts.read'], startsSignIns: false })
    const path = `${origin}/api/v1/attempts/${idOf(code)}`
    const answer = await world.runtime.app.request(path, { headers: { authorization: `Bearer ${reader}` } })
    expect(answer.status).toBe(200)
    return (await answer.json()) as { verdict: object; timeline: object[] }
  }

  test.each([
    ['ClickableLink', true, /by a link that a program started and had mailed\.$/],
    ['FormField', true, /by a code that a program started and had mailed\.$/],
    ['ClickableLink', false, /by a link that a program handed out; no mail was sent\.$/],
    ['FormField', false, /by a code that a program handed out; no mail was sent\.$/],
  ] as const)('tells what was used, and whether it was mailed: %s, %s', async (loginStrategy, mailed, sentence) => {
    const { code, oneTimeCode } = (await start({ ...asks, loginStrategy })).body
    if (mailed) expect((await send({ code })).status).toBe(200)
    await world.settle()
    expect((await login({ code, oneTimeCode })).status).toBe(200)
    await world.settle()
    const { verdict } = await storyOf(code)
    expect(verdict).toMatchObject({ code: 'signed-in', outcome: 'in', sentence: expect.stringMatching(sentence) })
  })

  test('shows what a program claimed of network and device as claimed, to keys that may see the application', async () => {
    const code = await codeOf()
    const metaData = { device: { name: 'Ada’s phone', type: 'MOBILE' } }
    await login({ code, ipAddress: '192.0.2.7', metaData }, { 'x-forwarded-for': '198.51.100.1' })
    const claimed = { address: '192.0.2.7', forwarded: '198.51.100.1', device: 'Ada’s phone, MOBILE' }
    const { timeline } = await storyOf(code)
    expect(timeline).toContainEqual(expect.objectContaining({ type: 'sign-in.completed', claimed, network: null }))
    expect(timeline).toContainEqual(expect.objectContaining({ type: 'link.requested', claimed: null }))
    const lines = async (applications: string[]): Promise<string> => {
      const reader = await world.key({ operations: ['events.export'], startsSignIns: false, applications })
      const headers = { authorization: `Bearer ${reader}` }
      return (await world.runtime.app.request(`${origin}/api/v1/events/export`, { headers })).text()
    }
    expect(await lines([shop])).toContain(`"claimed":${JSON.stringify(claimed)}`)
    expect(await lines([club])).not.toContain('192.0.2.7')
  })
})

describe('send', () => {
  test('has the held mail sent, once, with a link that works and the typed code', async () => {
    const { body } = await start({ ...asks, loginStrategy: 'FormField' })
    await world.settle()
    expect(world.sent).toHaveLength(0)
    const answers = [await send({ code: body.code }), await send({ code: body.code })]
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, ''],
      [200, ''],
    ])
    await world.settle()
    expect(world.sent.map(({ to }) => to)).toEqual([address])
    expect(world.sent[0]?.facts.code).toBe(body.oneTimeCode)
    expect(world.sent[0]?.facts.link).toContain(`/t/acme/auth/link/${idOf(body.code)}#`)
  })

  test('a link’s code has its mail sent as well, and that link is the code', async () => {
    const code = await codeOf()
    expect((await send({ code })).status).toBe(200)
    await world.settle()
    expect(world.sent[0]?.facts.link).toContain(code.split('~')[1]?.replace('.', '#'))
    expect((await login({ code })).status).toBe(200)
  })

  test('a suppressed address gets no mail: the same answer, and the code works for who has it', async () => {
    const { store, clock } = world.runtime.ports
    const now = clock.now()
    const also = { events: [], messages: [] }
    const until = (now + 60_000) as typeof now
    await store.suppressions.put({ tenant: 'acme' as Id<'tenant'>, now, address, until, reason: 'asked-for', also })
    const code = await codeOf()
    const { status, text } = await send({ code })
    expect([status, text]).toEqual([200, ''])
    await world.settle()
    expect(world.sent).toHaveLength(0)
    expect((await login({ code })).status).toBe(200)
  })

  test('400 for a code that is not known, and no mail', async () => {
    const code = await codeOf()
    await login({ code })
    for (const wrong of [code, `${code.split('.')[0]}.${'A'.repeat(43)}`, 'nonsense']) {
      const { status, body } = await send({ code: wrong })
      expect([status, body.fieldErrors.code[0].code]).toEqual([400, '[invalid]code'])
    }
    await world.settle()
    expect(world.sent).toHaveLength(0)
  })

  test('an address instead of a code is refused unless that is switched on, and takes no words of the caller then', async () => {
    const legacy = { loginId: address, state: { text: 'words of a stranger' } }
    const refused = await send(legacy)
    expect([refused.status, refused.body.fieldErrors.code[0].code]).toEqual([400, '[blank]code'])
    await world.set(shop, { settings: { fusionAuth: { legacySend: true } } })
    expect((await send({ ...legacy, loginId: 'nobody@example.com' })).status).toBe(200)
    const { status, text } = await send(legacy)
    expect([status, text]).toEqual([200, ''])
    await world.settle()
    const mail = world.sent.find(({ to }) => to === address)
    expect(JSON.stringify(mail)).not.toContain('stranger')
    const code = mail?.facts.link?.split('/link/')[1]?.replace('#', '.')
    expect((await login({ code })).status).toBe(200)
  })

  test('secrets of a mail that nobody had sent are wiped when their time is over', async () => {
    const code = await codeOf()
    world.clock.advance(600_000)
    await world.runtime.runChores()
    const { store, clock } = world.runtime.ports
    const attempt = idOf(code) as Id<'attempt'>
    const [message] = await store.messages.list({ tenant: 'acme' as Id<'tenant'>, now: clock.now(), attempt })
    expect(message).toMatchObject({ state: 'expired', reason: 'never-sent' })
    expect((await send({ code })).status).toBe(400)
  })
})

describe('settings under FusionAuth’s names', () => {
  test('lifetime and generator decide over codes', async () => {
    await world.set(shop, {
      settings: {
        fusionAuth: {
          passwordlessLoginTimeToLiveInSeconds: 180,
          passwordlessLoginGenerator: { type: 'randomBytes', length: 32 },
          passwordlessLoginOneTimeCodeGenerator: { type: 'randomAlphaNumeric', length: 6 },
        },
      },
    })
    const { body } = await start({ ...asks, loginStrategy: 'FormField' })
    expect(body.oneTimeCode).toMatch(/^[B-DF-HJ-NP-TV-XZ345679]{6}$/)
    world.clock.advance(180_000)
    expect((await login({ code: body.code, oneTimeCode: body.oneTimeCode })).status).toBe(404)
  })

  test('a short generator for links is what people type; the link keeps its 256 bits', async () => {
    const generator = { type: 'randomDigits', length: 8 }
    await world.set(shop, { settings: { fusionAuth: { passwordlessLoginGenerator: generator } } })
    expect((await start({ ...asks, loginStrategy: 'FormField' })).body.oneTimeCode).toMatch(/^\d{8}$/)
    expect(await codeOf()).toMatch(/^acme~[0-9a-z]{26}\.[\w-]{43}$/)
  })

  test.each([
    { type: 'randomDigits', length: 4 },
    { type: 'randomAlpha', length: 4 },
    { type: 'randomDigits', length: 13 },
  ])('a generator that could be guessed, or nobody could type, is refused: %o', async (generator) => {
    const settings = { fusionAuth: { passwordlessLoginOneTimeCodeGenerator: generator } }
    await expect(world.set(shop, { settings })).rejects.toThrow('invalid')
  })
})

test('limits of an address hold for starts: 429 with Retry-After', async () => {
  const limited = await fusionAuthWorld()
  const as = { authorization: await limited.key() }
  const ask = () => limited.post('/api/passwordless/start', asks, as)
  const statuses = [await ask(), await ask(), await ask(), await ask()].map(({ status }) => status)
  expect(statuses).toEqual([200, 200, 200, 429])
  expect(Number((await ask()).headers.get('retry-after'))).toBeGreaterThan(0)
  await limited.close()
})
