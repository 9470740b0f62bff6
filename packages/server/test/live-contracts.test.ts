/** The routes that the reference describes by hand answer as it says. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { documentedRoutes } from '../src/api/openapi/api-document.ts'
import { type AppWorld, appWorld, callback, calledBack, pkce, type Reply } from './app-world.ts'
import { type Installation, install } from './in-process.ts'

let world: AppWorld
const routes = new Map(documentedRoutes('/auth', []).map((route) => [route.id, route]))

beforeEach(async () => {
  world = await appWorld({ tokens: true })
})

afterEach(() => world.close())

/** Holds an answer, or a refusal, to the operation it came from. */
function held<T extends Pick<Reply, 'status' | 'text' | 'json'>>(id: string, reply: T): T {
  const route = routes.get(id)
  if (!route) throw new Error(`there is no ${id}`)
  const { status, json } = reply
  if (status >= 400 && route.refusals.length > 0) {
    expect(route.refusals, `${id} ${status}`).toContain(json.code)
    return reply
  }
  const schema = route.answers[status]
  expect(schema, `${id} ${status}`).toBeDefined()
  if (schema) expect(schema.safeParse(json), `${id} ${status} ${reply.text}`).toMatchObject({ success: true })
  return reply
}

test('a program signs in by code, looks around, and leaves', async () => {
  const program = world.program()
  const email = 'ada@example.com'
  const asked = held('auth.requestSignIn', await program.post('/auth/magic-link', { email }))
  const { attemptId = '', handle = '' } = asked.json
  const { token, code } = await world.mailTo(email)
  held('auth.readAttempt', await program.get(`/auth/attempts/${attemptId}`, { 'postern-handle': handle }))
  held('auth.openLink', await program.post(`/auth/attempts/${attemptId}/open`, { token }))
  const wrong = code === '000000' ? '000001' : '000000'
  expect(
    held('auth.verifyCode', await program.post('/auth/code/verify', { attemptId, code: wrong, handle })).status,
  ).toBe(401)
  const signedIn = held('auth.verifyCode', await program.post('/auth/code/verify', { attemptId, code, handle }))
  const session =
    signedIn.headers
      .getSetCookie()
      .find((line) => line.includes('session'))
      ?.split(';')[0] ?? ''
  const cookie = { cookie: session }
  held('auth.me', await program.get('/auth/me', cookie))
  held('auth.session', await program.get('/auth/session', cookie))
  held('auth.listSessions', await program.get('/auth/sessions', cookie))
  held('auth.endOtherSessions', await program.post('/auth/sessions/revoke-others', {}, cookie))
  held('auth.keys', await program.get('/auth/jwks.json'))
  held('auth.signOut', await program.post('/auth/sign-out', {}, cookie))
  expect(held('auth.me', await program.get('/auth/me', cookie)).status).toBe(401)
})

test('a link is redeemed, refused when it was used, and cancelled by who never asked', async () => {
  const program = world.program()
  const email = 'ben@example.com'
  const first = held('auth.requestSignIn', await program.post('/auth/magic-link', { email }))
  const { token } = await world.mailTo(email)
  const { handle } = first.json
  held('auth.verifyLink', await program.post('/auth/magic-link/verify', { token, handle }))
  expect(held('auth.verifyLink', await program.post('/auth/magic-link/verify', { token })).status).toBe(401)
  const second = held('auth.requestSignIn', await program.post('/auth/magic-link', { email }))
  const mail = await world.mailTo(email)
  const id = second.json.attemptId ?? ''
  held('auth.resend', await program.post(`/auth/attempts/${id}/resend`, { handle: second.json.handle }))
  held('auth.cancel', await program.post(`/auth/attempts/${id}/cancel`, { token: mail.token }))
  held('auth.claim', await program.post(`/auth/attempts/${id}/claim`, { handle: second.json.handle }))
})

test('another device approves, and the asker claims', async () => {
  const asker = world.program()
  const email = 'eva@example.com'
  const { json } = held('auth.requestSignIn', await asker.post('/auth/magic-link', { email }))
  const { token } = await world.mailTo(email)
  const path = `/auth/attempts/${json.attemptId}`
  held('auth.approve', await world.program().post(`${path}/approve`, { token, number: json.number ?? '' }))
  expect(held('auth.claim', await asker.post(`${path}/claim`, { handle: json.handle })).status).toBe(200)
})

test('an application’s sign-in is handed to its callback and exchanged, and refreshed after', async () => {
  await world.tenant('acme')
  await world.application('acme', 'shop')
  const { codeVerifier, codeChallenge } = pkce()
  const browser = world.browser()
  const wanted = { email: 'ada@example.com', redirectUri: callback, codeChallenge }
  held('apps.signIn', await browser.post('/apps/shop/sign-in', wanted))
  const { token } = await world.mailTo('ada@example.com')
  const { code } = calledBack((await browser.form('/t/acme/auth/magic-link/verify', { token })).location)
  const exchange = { code, codeVerifier, redirectUri: callback }
  const { json } = held('apps.exchange', await world.program().post('/apps/shop/exchange', exchange))
  expect(held('apps.exchange', await world.program().post('/apps/shop/exchange', exchange)).status).toBe(401)
  const { refreshToken } = json.tokens ?? {}
  held('auth.refresh', await world.program().post('/t/acme/auth/refresh', { refreshToken }))
})

test('a key starts a sign-in by FusionAuth’s contract, has its mail sent, and completes it', async () => {
  const api: Installation = await install()
  try {
    const key = await api.key({ startsSignIns: true })
    await api.tenant('acme')
    await api.application('acme', 'shop', { settings: { tokens: { accessToken: 600_000 } } })
    const user = await api.call('POST', '/api/v1/users', {
      key,
      tenant: 'acme',
      body: { email: 'ada@example.com', application: 'shop' },
    })
    expect(user.status, user.text).toBe(201)
    const call = async (act: string, body: object, by?: string) =>
      held(`passwordless.${act}`, await api.call('POST', `/api/passwordless/${act}`, { body, ...(by && { key: by }) }))
    const wanted = { applicationId: 'shop', loginId: 'ada@example.com', state: { cart: '7' } }
    expect((await call('start', wanted)).status).toBe(401)
    expect((await call('start', { applicationId: 'shop' }, key)).status).toBe(400)
    expect((await call('start', { ...wanted, loginId: 'nobody@example.com' }, key)).status).toBe(404)
    const { code } = (await call('start', wanted, key)).json
    expect((await call('send', { code })).status).toBe(200)
    const signedIn = await call('login', { code })
    expect([signedIn.status, signedIn.json.state]).toEqual([expect.toBeOneOf([200, 202]), { cart: '7' }])
    expect((await call('login', { code })).status).toBe(404)
  } finally {
    await api.close()
  }
})
