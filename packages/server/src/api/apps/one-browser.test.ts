/** One browser, two applications of one tenant: they share the cookie, and each session is one application's. */
import type { Id } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AppWorld, appWorld, type Caller, callback, calledBack, pkce } from '../../../test/app-world.ts'

let world: AppWorld

beforeEach(async () => {
  world = await appWorld({ tokens: true })
  await world.tenant('acme')
  for (const id of ['shop', 'bank']) await world.application('acme', id)
})

afterEach(() => world.close())

const [ada, bob] = ['ada@example.com', 'bob@example.com']

/** Asks for a mail at an application, on a page of it. */
async function ask(browser: Caller, application: string, email: string) {
  const keys = pkce()
  const wanted = { email, redirectUri: callback, codeChallenge: keys.codeChallenge }
  const { json } = await browser.post(`/apps/${application}/sign-in`, wanted)
  return { ...(await world.mailTo(email)), ...keys, number: json.number ?? '' }
}

/** Signs in, and answers what the application got for it. */
async function signIn(browser: Caller, application: string, email: string, more = {}) {
  const { token, codeVerifier } = await ask(browser, application, email)
  const reply = await browser.form('/t/acme/auth/magic-link/verify', { token, ...more })
  expect(reply.status).toBe(303)
  const { code } = calledBack(reply.location)
  const exchanged = await world.program().post(`/apps/${application}/exchange`, {
    redirectUri: callback,
    code,
    codeVerifier,
  })
  expect(exchanged.status).toBe(200)
  return exchanged.json
}

const refresh = (refreshToken: string | undefined) =>
  world.program().post('/t/acme/auth/refresh', { refreshToken: refreshToken ?? '' })

async function sessionsOf(user: string | undefined): Promise<readonly string[]> {
  const at = { tenant: 'acme' as Id<'tenant'>, now: world.runtime.ports.clock.now() }
  const sessions = await world.runtime.ports.store.sessions.list({ ...at, user: user as Id<'user'> })
  return sessions.map(({ application }) => application).sort()
}

test('somebody else is asked before she takes the place of who is signed in to another application', async () => {
  const browser = world.browser()
  const first = await signIn(browser, 'shop', ada)
  const { attemptId, token, code, number } = await ask(browser, 'bank', bob)
  const asks = [
    await browser.post('/t/acme/auth/magic-link/verify', { token }),
    await browser.post('/t/acme/auth/code/verify', { attemptId, code }),
  ]
  await world.browser().post(`/t/acme/auth/attempts/${attemptId}/approve`, { token, number })
  asks.push(await browser.post(`/t/acme/auth/attempts/${attemptId}/claim`, {}))
  for (const { status, json } of asks)
    expect([status, json.code, json['reason'], json['current'], json.next]).toEqual([
      409,
      'confirm-needed',
      'signed-in-as-other',
      'a••@example.com',
      'b••@example.com',
    ])
  expect(await sessionsOf(first.user?.id)).toEqual(['shop'])
})

test('whom she takes the place of is signed out', async () => {
  const browser = world.browser()
  const first = await signIn(browser, 'shop', ada)
  const second = await signIn(browser, 'bank', bob, { switch: 'yes' })
  expect(await sessionsOf(first.user?.id)).toEqual([])
  expect((await refresh(first.tokens?.refreshToken)).json.code).toBe('refresh-unknown')
  expect(await sessionsOf(second.user?.id)).toEqual(['bank'])
})

test('the same person is not asked, and both applications keep what they were handed', async () => {
  const browser = world.browser()
  const first = await signIn(browser, 'shop', ada)
  const second = await signIn(browser, 'bank', ada)
  expect(await sessionsOf(first.user?.id)).toEqual(['bank', 'shop'])
  expect((await refresh(first.tokens?.refreshToken)).status).toBe(200)
  expect((await refresh(second.tokens?.refreshToken)).status).toBe(200)
  const again = await signIn(browser, 'bank', ada)
  expect(await sessionsOf(again.user?.id)).toEqual(['bank', 'shop'])
})

test('a session opens nothing at another application', async () => {
  const browser = world.browser()
  await signIn(browser, 'shop', ada)
  const me = (application: string) => browser.get(`/t/acme/auth/me?application=${application}`, { accept: '*/*' })
  expect([(await me('shop')).status, (await me('bank')).status]).toEqual([200, 401])
})
