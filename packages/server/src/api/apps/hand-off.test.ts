import { minutes, seconds } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type AppWorld,
  appWorld,
  basic,
  type Caller,
  callback,
  calledBack,
  type Pkce,
  pkce,
} from '../../../test/app-world.ts'

let world: AppWorld

beforeEach(async () => {
  world = await appWorld({ tokens: true })
  await world.tenant('acme')
  await world.application('acme', 'shop')
  await world.application('acme', 'bank', { redirects: ['https://bank.example/callback', callback] })
})

afterEach(() => world.close())

const wanted = (keys: Pkce, more: object = {}) => ({
  email: 'ada@example.com',
  redirectUri: callback,
  state: 'cart 7',
  codeChallenge: keys.codeChallenge,
  ...more,
})

/** A page of the application asks, and its browser is handed over: what the callback got. */
async function handOver(keys: Pkce, browser = world.browser(), email = 'ada@example.com') {
  const asked = await browser.post('/apps/shop/sign-in', wanted(keys, { email }))
  expect(asked.status).toBe(200)
  const { token } = await world.mailTo(email)
  const reply = await browser.form('/t/acme/auth/magic-link/verify', { token })
  expect(reply.status).toBe(303)
  return calledBack(reply.location)
}

const exchange = (body: object, headers = {}, caller: Caller = world.program()) =>
  caller.post('/apps/shop/exchange', { redirectUri: callback, ...body }, headers)

test('a sign-in is asked for, handed to the callback and exchanged for user, state and tokens', async () => {
  const keys = pkce()
  const { code, state, iss } = await handOver(keys)
  expect([state, iss]).toEqual(['cart 7', 'https://sign-in.example.com/t/acme/auth'])
  const { status, json } = await exchange({ code, codeVerifier: keys.codeVerifier })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    status: 'exchanged',
    user: { email: 'ada@example.com', emailVerified: true, roles: [] },
    registration: { application: 'shop', roles: [] },
    amr: ['email-link'],
    state: 'cart 7',
    iss,
    tokens: { expiresIn: 600 },
  })
  const token = json.tokens?.accessToken ?? ''
  const me = await world.program().get(`${iss}/me`, { authorization: `Bearer ${token}` })
  expect([me.status, me.json.user ?? me.json]).toMatchObject([200, { email: 'ada@example.com' }])
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  expect(claims).toMatchObject({ iss, client_id: 'shop', sid: json.session?.id, sub: json.user?.id })
  const refreshed = await world.program().post(`${iss}/refresh`, { refreshToken: json.tokens?.refreshToken })
  expect([refreshed.status, refreshed.json.user?.email]).toEqual([200, 'ada@example.com'])
  const types = (await world.events('acme'))
    .filter(({ attempt }) => attempt === json['attemptId'])
    .map(({ type }) => type)
  expect(types).toContain('hand-off.exchanged')
})

test('without signed tokens an exchange gives the person and none', async () => {
  await world.close()
  world = await appWorld()
  await world.tenant('acme')
  await world.application('acme', 'shop')
  const keys = pkce()
  const { code } = await handOver(keys)
  const { status, json } = await exchange({ code, codeVerifier: keys.codeVerifier })
  expect([status, json.user?.email, 'tokens' in json]).toEqual([200, 'ada@example.com', false])
})

test('the answer to asking is that of the library’s own route, for an account and for none', async () => {
  await handOver(pkce())
  const shape = ({ status, headers, json }: Awaited<ReturnType<Caller['post']>>) => ({
    status,
    headers: [...headers.keys()].sort(),
    members: Object.keys(json),
  })
  const known = await world.program().post('/apps/shop/sign-in', wanted(pkce()))
  const unknown = await world.program().post('/apps/shop/sign-in', wanted(pkce(), { email: 'nobody@example.com' }))
  const own = await world.program().post('/auth/magic-link', { email: 'eve@example.com' })
  expect(shape(known)).toEqual(shape(own))
  expect(shape(unknown)).toEqual(shape(own))
  expect(Object.keys(own.json)).toContain('handle')
})

test('a code exchanged a second time ends what the first exchange gave, also minutes later', async () => {
  for (const wait of [0, minutes(9)]) {
    const keys = pkce()
    const email = `eve${wait}@example.com`
    const { code, iss } = await handOver(keys, world.browser(), email)
    const first = await exchange({ code, codeVerifier: keys.codeVerifier })
    expect(first.status).toBe(200)
    world.pass(wait as ReturnType<typeof seconds>)
    const second = await exchange({ code, codeVerifier: keys.codeVerifier })
    expect([second.status, second.json.code]).toEqual([401, 'hand-off-unknown'])
    const { accessToken, refreshToken } = first.json.tokens ?? { accessToken: '' }
    expect((await world.program().post(`${iss}/refresh`, { refreshToken })).status).toBe(401)
    expect((await world.program().get(`${iss}/me`, { authorization: `Bearer ${accessToken}` })).status).toBe(401)
    const types = (await world.events('acme')).filter(({ session }) => session === first.json.session?.id)
    expect(types.map(({ type, reason }) => `${type} ${reason}`)).toEqual(
      expect.arrayContaining(['token.reused hand-off', 'session.revoked hand-off-reused']),
    )
  }
})

test('of 100 parallel exchanges one gets an answer', async () => {
  const keys = pkce()
  const { code } = await handOver(keys)
  const replies = await Promise.all(
    Array.from({ length: 100 }, () => exchange({ code, codeVerifier: keys.codeVerifier })),
  )
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(replies.filter(({ status }) => status === 401)).toHaveLength(99)
})

test.each([
  ['a wrong verifier', { codeVerifier: pkce().codeVerifier }],
  ['the challenge in the place of the verifier', 'challenge'],
  ['another redirect', { redirectUri: 'https://shop.example/callback?x=1' }],
])('with %s nothing is given, and the code is spent', async (_, wrong) => {
  const keys = pkce()
  const { code, iss } = await handOver(keys)
  const right = { code, codeVerifier: keys.codeVerifier }
  const more = wrong === 'challenge' ? { codeVerifier: keys.codeChallenge } : (wrong as object)
  const refused = await exchange({ ...right, ...more })
  expect([refused.status, refused.json.code]).toEqual([401, 'hand-off-unknown'])
  expect((await exchange(right)).status).toBe(401)
  expect(iss).not.toBeNull()
  const revoked = (await world.events('acme')).filter(({ type }) => type === 'hand-off.refused')
  expect(revoked).toHaveLength(1)
})

test('another application gets nothing for a code that is not its own, and the code is spent', async () => {
  const keys = pkce()
  const { code } = await handOver(keys)
  const body = { code, codeVerifier: keys.codeVerifier, redirectUri: callback }
  expect((await world.program().post('/apps/bank/exchange', body)).json.code).toBe('hand-off-unknown')
  expect((await exchange(body)).json.code).toBe('hand-off-unknown')
})

test('another tenant’s application learns nothing of a code, and spends nothing', async () => {
  await world.tenant('other')
  await world.application('other', 'mill')
  const keys = pkce()
  const { code } = await handOver(keys)
  const body = { code, codeVerifier: keys.codeVerifier, redirectUri: callback }
  expect((await world.program().post('/apps/mill/exchange', body)).json.code).toBe('hand-off-unknown')
  expect((await world.program().post('/t/other/apps/shop/exchange', body)).status).toBe(404)
  expect((await world.program().post('/t/acme/apps/shop/exchange', body)).status).toBe(200)
})

test('a code is nothing after a minute, and a missing verifier is told', async () => {
  const keys = pkce()
  const { code } = await handOver(keys)
  const without = await exchange({ code })
  expect([without.status, without.json.code, without.json.detail]).toEqual([
    400,
    'body-invalid',
    '`codeVerifier` is missing.',
  ])
  world.pass(seconds(60))
  expect((await exchange({ code, codeVerifier: keys.codeVerifier })).json.code).toBe('hand-off-unknown')
})

test('a guessed secret behind a code’s id does nothing to the code', async () => {
  const keys = pkce()
  const { code } = await handOver(keys)
  const [id] = code.split('.')
  const guessed = `${id}.${pkce().codeChallenge}`
  for (const wrong of [guessed, id, 'nonsense', '']) {
    expect((await exchange({ code: wrong, codeVerifier: keys.codeVerifier })).status).toBeGreaterThanOrEqual(400)
  }
  expect((await exchange({ code, codeVerifier: keys.codeVerifier })).status).toBe(200)
})

test('a user who was banned meanwhile is not handed over', async () => {
  const keys = pkce()
  const { code } = await handOver(keys)
  const { store, clock } = world.runtime.ports
  const at = { tenant: 'acme', now: clock.now() } as Parameters<typeof store.users.find>[0]
  const user = await store.users.find({ ...at, address: 'ada@example.com' })
  const also = { events: [], messages: [] }
  if (!user) throw new Error('no user')
  await store.users.change({
    tenant: at.tenant,
    now: at.now,
    id: user.id,
    version: user.version,
    status: 'banned',
    also,
  })
  expect((await exchange({ code, codeVerifier: keys.codeVerifier })).json.code).toBe('user-banned')
})

test('redirects are compared letter for letter, and a challenge must be one', async () => {
  const keys = pkce()
  const refused = async (more: object) =>
    (await world.program().post('/apps/shop/sign-in', wanted(keys, more))).json.code
  for (const redirectUri of [
    `${callback}/`,
    `${callback}?a=b`,
    `${callback}x`,
    'https://shop.example/',
    'https://shop.example.evil.example/callback',
    'https://SHOP.example/callback',
    'https://bank.example/callback',
    '/auth/account',
    'javascript:alert(1)',
  ]) {
    expect(await refused({ redirectUri }), redirectUri).toBe('redirect-refused')
  }
  for (const codeChallenge of ['', 'plain', keys.codeChallenge.slice(1), `${keys.codeChallenge}A`, 'é'.repeat(43)]) {
    expect(await refused({ codeChallenge }), codeChallenge).toBe('body-invalid')
  }
  expect(await refused({ state: 'x'.repeat(2001) })).toBe('body-invalid')
  expect(await refused({ state: 'a\nb' })).toBe('body-invalid')
  expect((await world.program().post('/apps/nobody/sign-in', wanted(keys))).status).toBe(404)
  expect((await world.program().post('/apps/shop/sign-in', { email: 'ada@example.com' })).json.code).toBe(
    'body-invalid',
  )
})

test('opened elsewhere, a link leads to the start address: state and code go to the asker only', async () => {
  const keys = pkce()
  await world.browser().post('/apps/shop/sign-in', wanted(keys))
  const { attemptId, token } = await world.mailTo('ada@example.com')
  const phone = world.browser()
  const reply = await phone.form(`/t/acme/auth/attempts/${attemptId}/confirm`, { token, email: 'ada@example.com' })
  expect(reply.location).toBe('https://shop.example/')
})

test('approved on a phone, the asking browser claims it and brings the code to the callback', async () => {
  const keys = pkce()
  const laptop = world.browser()
  const asked = await laptop.post('/apps/shop/sign-in', wanted(keys))
  const { attemptId, token } = await world.mailTo('ada@example.com')
  await world.browser().form(`/t/acme/auth/attempts/${attemptId}/approve`, { token, number: asked.json.number ?? '' })
  const { code, state } = calledBack((await laptop.form(`/t/acme/auth/attempts/${attemptId}/claim`, {})).location)
  const { json } = await exchange({ code, codeVerifier: keys.codeVerifier })
  expect([json.user?.email, state, json.amr]).toEqual(['ada@example.com', 'cart 7', ['approved']])
})

test('the mail’s code, typed where it was asked, leads to the callback as well', async () => {
  const keys = pkce()
  const laptop = world.browser()
  await laptop.post('/apps/shop/sign-in', wanted(keys))
  const { attemptId, code } = await world.mailTo('ada@example.com')
  const reply = await laptop.form('/t/acme/auth/code/verify', { attemptId, code })
  const { json } = await exchange({ code: calledBack(reply.location).code, codeVerifier: keys.codeVerifier })
  expect(json.amr).toEqual(['email-code'])
})

test('a server that asked holds the handle: it types the code and gets the address of the callback', async () => {
  const keys = pkce()
  const asked = await world.program().post('/apps/shop/sign-in', wanted(keys))
  const { attemptId, code } = await world.mailTo('ada@example.com')
  const { handle } = asked.json
  const reply = await world.program().post('/t/acme/auth/code/verify', { attemptId, code, handle })
  const got = calledBack(reply.json.next)
  expect([reply.status, got.state, 'tokens' in reply.json]).toEqual([200, 'cart 7', false])
  expect((await exchange({ code: got.code, codeVerifier: keys.codeVerifier })).status).toBe(200)
})

test('a lost reply is found again with the same code; after the exchange none is given out', async () => {
  const keys = pkce()
  const browser = world.browser()
  const asked = await world.program().post('/apps/shop/sign-in', wanted(keys))
  const { token } = await world.mailTo('ada@example.com')
  const verify = () => browser.post('/t/acme/auth/magic-link/verify', { token, handle: asked.json.handle ?? '' })
  const [first, again] = [await verify(), await verify()]
  expect(calledBack(first.json.next).code).not.toBe('')
  expect(again.json.next).toBe(first.json.next)
  const { code } = calledBack(again.json.next)
  expect((await exchange({ code, codeVerifier: keys.codeVerifier })).status).toBe(200)
  expect((await verify()).json.next).toBe('https://shop.example/')
  expect((await exchange({ code, codeVerifier: keys.codeVerifier })).status).toBe(401)
})

test('a mail that is sent again leads to the same callback, and so does one after all have expired', async () => {
  const keys = pkce()
  const browser = world.browser()
  const asked = await browser.post('/apps/shop/sign-in', wanted(keys))
  await world.mailTo('ada@example.com')
  world.pass(minutes(1))
  await browser.post(`/t/acme/auth/attempts/${asked.json.attemptId}/resend`, {})
  const second = await world.mailTo('ada@example.com')
  world.pass(minutes(21))
  const dead = await browser.form('/t/acme/auth/magic-link/verify', { token: second.token })
  expect(dead.status).toBe(401)
  await browser.form('/t/acme/auth/magic-link', { again: second.token })
  const third = await world.mailTo('ada@example.com')
  const reply = await browser.form('/t/acme/auth/magic-link/verify', { token: third.token })
  const { code, state } = calledBack(reply.location)
  expect([state, (await exchange({ code, codeVerifier: keys.codeVerifier })).status]).toEqual(['cart 7', 200])
})

test('a confidential application proves its secret, by Basic or in the body, and nobody else does', async () => {
  const { secret, kept } = world.secret()
  await world.application('acme', 'desk', { secrets: [kept] })
  const keys = pkce()
  const ask = (headers = {}, more = {}) =>
    world.program().post('/apps/desk/sign-in', wanted(keys, { anyBrowser: true, ...more }), headers)
  const other = world.secret().secret
  for (const reply of [
    await ask(),
    await ask(basic('desk', other)),
    await ask(basic('shop', secret)),
    await ask(basic('desk', 'postern_secret_')),
    await ask({ authorization: 'Basic ###' }),
    await ask({}, { clientSecret: other }),
    await ask(basic('desk', secret), { clientSecret: secret }),
  ]) {
    expect([reply.status, reply.json.code]).toEqual([401, 'client-unknown'])
  }
  expect((await ask({}, { clientSecret: secret })).status).toBe(200)
  expect((await ask(basic('desk', secret), { email: 'bob@example.com' })).status).toBe(200)
  const { attemptId, token } = await world.mailTo('bob@example.com')
  // It chose that whoever redeems goes there: state is tied to that browser by the application itself.
  const phone = world.browser()
  const path = `/t/acme/auth/attempts/${attemptId}/confirm`
  const { code, state } = calledBack((await phone.form(path, { token, email: 'bob@example.com' })).location)
  expect(state).toBe('cart 7')
  const body = { code, codeVerifier: keys.codeVerifier, redirectUri: callback }
  const unproved = await world.program().post('/apps/desk/exchange', body)
  expect([unproved.status, unproved.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="postern"'])
  expect((await world.program().post('/apps/desk/exchange', body, basic('desk', other))).status).toBe(401)
  expect((await world.program().post('/apps/desk/exchange', body, basic('desk', secret))).status).toBe(200)
})

test('a public application has no secret to show, and cannot choose another browser', async () => {
  const { secret } = world.secret()
  const keys = pkce()
  const refused = await world.program().post('/apps/shop/sign-in', wanted(keys), basic('shop', secret))
  expect(refused.json.code).toBe('client-unknown')
  const chosen = await world.program().post('/apps/shop/sign-in', wanted(keys, { anyBrowser: 'true' }))
  expect(chosen.json.code).toBe('body-invalid')
})

test('a proved application asks for many people without an answer to a riddle', async () => {
  const { secret, kept } = world.secret()
  await world.application('acme', 'desk', { secrets: [kept] })
  for (let at = 0; at < 60; at++) {
    const body = wanted(pkce(), { email: `user${at}@example.com` })
    expect((await world.program().post('/apps/desk/sign-in', body, basic('desk', secret))).status).toBe(200)
  }
})
