/** The client in bearer mode, as on a phone: no cookie reaches it, and what it keeps is its own. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ClientStorage } from '../src/index.ts'
import { type Browser, openPlace, type Place } from './support/place.ts'

const ada = 'ada@acme.example'
const api = 'http://localhost:4000/api'
let place: Place
let kept: Map<string, string>
let phone: Browser

/** As a phone's secure store: it takes its time. */
const secureStore = (): ClientStorage => ({
  get: async (key) => kept.get(key) ?? null,
  set: async (key, value) => void kept.set(key, value),
  remove: async (key) => void kept.delete(key),
})
const openPhone = (): Browser => place.browser({ mode: 'bearer', storage: secureStore(), cookies: false })

beforeEach(async () => {
  place = await openPlace({ mode: 'bearer', origins: ['https://spa.example'] })
  kept = new Map()
  phone = openPhone()
})
afterEach(() => place.close())

const signIn = async ({ client }: Browser = phone, email = ada): Promise<void> => {
  const sent = await client.requestMagicLink({ email })
  const { code = '' } = await place.inbox.next({ to: email })
  const attemptId = sent.status === 'sent' ? sent.attemptId : ''
  expect((await client.verifyCode({ attemptId, code })).status).toBe('signed-in')
}
const tokens = (): { accessToken: string; refreshToken: string } => JSON.parse(kept.get('postern.tokens') ?? '{}')
const count = (path: string, { asked } = phone): number => asked.filter((one) => one.endsWith(path)).length

/** The application's own API: takes whom Postern knows. */
const serveApi = (browser: Browser, seen: (string | null)[] = []): (string | null)[] => {
  browser.before = async (request) => {
    if (new URL(request.url).pathname !== '/api') return undefined
    seen.push(request.headers.get('authorization'))
    const user = await place.auth.getUser(request)
    return user ? Response.json({ email: user.email, body: await request.text() }) : new Response('', { status: 401 })
  }
  return seen
}

describe('signing in', () => {
  test('by code: the outcome has no tokens in it, and the client knows who is in', async () => {
    const sent = await phone.client.requestMagicLink({ email: ada })
    expect(sent).not.toHaveProperty('handle')
    const { code = '' } = await place.inbox.next({ to: ada })
    const attemptId = sent.status === 'sent' ? sent.attemptId : ''
    const outcome = await phone.client.verifyCode({ attemptId, code })
    expect(outcome).toMatchObject({ status: 'signed-in', user: { email: ada } })
    expect(outcome).not.toHaveProperty('tokens')
    expect((await phone.client.getUser())?.email).toBe(ada)
    expect((await phone.client.getSession())?.current).toBe(true)
  })

  test('by link, also after the app was started anew: the handle was kept', async () => {
    await phone.client.requestMagicLink({ email: ada })
    const { link = '' } = await place.inbox.next({ to: ada })
    const token = (link.split('/link/')[1] ?? '').replace('#', '.')
    const restarted = openPhone()
    expect((await restarted.client.verifyMagicLink(`acme://in#${token}`)).status).toBe('signed-in')
    expect((await restarted.client.getUser())?.email).toBe(ada)
  })

  test('by approval: the wait is known by its handle', async () => {
    const sent = await phone.client.requestMagicLink({ email: ada })
    if (sent.status !== 'sent') throw new Error(sent.status)
    const waiting = phone.client.waitForSignIn(sent.attemptId)
    const { link = '' } = await place.inbox.next({ to: ada })
    const token = (link.split('/link/')[1] ?? '').replace('#', '.')
    const approved = await place.browser().call(`/attempts/${sent.attemptId}/approve`, { token, number: sent.number })
    expect(approved.status).toBe(200)
    expect((await waiting).status).toBe('signed-in')
  })

  test('an app that was started anew is still in', async () => {
    await signIn()
    expect((await openPhone().client.getUser())?.email).toBe(ada)
    expect(await place.browser({ mode: 'bearer', cookies: false }).client.getUser()).toBeNull()
  })
})

describe('fetch', () => {
  test('carries the access token to the server’s origin and those that were named, and to nobody else', async () => {
    await signIn()
    const seen: (string | null)[] = []
    phone.before = ({ headers }) => {
      seen.push(headers.get('authorization'))
      return new Response('ok')
    }
    for (const url of [api, 'https://elsewhere.example/api', 'http://localhost:4001/api', 'https://localhost:4000/api'])
      await phone.client.fetch(url)
    expect(seen).toEqual([`Bearer ${tokens().accessToken}`, null, null, null])
  })

  test('leaves an Authorization of the caller’s own alone', async () => {
    await signIn()
    const seen = serveApi(phone)
    await phone.client.fetch(api, { headers: { authorization: 'Basic YTpi' } })
    expect(seen).toEqual(['Basic YTpi'])
  })

  test('renews a token that is about to end before it is sent', async () => {
    await signIn()
    serveApi(phone)
    place.later(10 * 60_000 - 5_000)
    expect((await phone.client.fetch(api)).status).toBe(200)
    expect(count('/api')).toBe(1)
    expect(count('/refresh')).toBe(1)
  })

  test('a 401 renews once for all requests that were under way, and each is sent once more with its body', async () => {
    await signIn()
    serveApi(phone)
    const before = tokens()
    kept.set('postern.tokens', JSON.stringify({ ...before, accessToken: 'spoiled', expiresAt: Date.now() + 600_000 }))
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((body) => phone.client.fetch(api, { method: 'POST', body })),
    )
    const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<{ body: string }>))
    expect(bodies.map(({ body }) => body)).toEqual(['a', 'b', 'c', 'd'])
    expect(count('/refresh')).toBe(1)
    expect(count('/api')).toBe(8)
    expect(tokens().refreshToken).not.toBe(before.refreshToken)
  })

  test('a 401 that a fresh token does not mend is answered as it is', async () => {
    await signIn()
    phone.before = ({ url }) => (url === api ? new Response('no', { status: 401 }) : undefined)
    expect(await (await phone.client.fetch(api)).text()).toBe('no')
    expect(count('/api')).toBe(2)
    expect((await phone.client.getUser())?.email).toBe(ada)
  })

  test('when the session is over everybody is told, nothing is kept, and the 401 is answered', async () => {
    await signIn()
    const seen: unknown[] = []
    phone.client.onAuthStateChange((user) => seen.push(user?.email ?? null))
    serveApi(phone)
    const { accessToken } = tokens()
    const headers = { authorization: `Bearer ${accessToken}` }
    await place.auth.handler(
      new Request('http://localhost:4000/auth/sign-out', {
        method: 'POST',
        headers: { ...headers, host: 'localhost:4000', 'content-type': 'application/json' },
        body: '{}',
      }),
    )
    expect((await phone.client.fetch(api)).status).toBe(401)
    expect(seen).toEqual([ada, null])
    expect(kept.has('postern.tokens')).toBe(false)
    expect(await phone.client.getUser()).toBeNull()
  })

  test('a server that is away while renewing keeps the tokens for later', async () => {
    await signIn()
    place.later(11 * 60_000)
    phone.before = ({ url }) => {
      if (url.endsWith('/refresh')) throw new TypeError('fetch failed')
      return undefined
    }
    await expect(phone.client.fetch(api)).rejects.toMatchObject({ code: 'network' })
    phone.before = undefined
    serveApi(phone)
    expect((await phone.client.fetch(api)).status).toBe(200)
  })

  test('a renewal whose answer was lost is repeated, and the session lives', async () => {
    await signIn()
    place.later(11 * 60_000)
    let lost = false
    phone.before = async (request) => {
      if (lost || !request.url.endsWith('/refresh')) return undefined
      lost = true
      await place.browser({ cookies: false }).send(request)
      throw new TypeError('connection reset')
    }
    await expect(phone.client.getUser()).rejects.toMatchObject({ code: 'network' })
    expect((await phone.client.getUser())?.email).toBe(ada)
  })
})

test('getAccessToken answers one that another service can check, and null for nobody', async () => {
  expect(await phone.client.getAccessToken()).toBeNull()
  await signIn()
  expect((await phone.client.getAccessToken())?.split('.')).toHaveLength(3)
})

test('signOut ends the session, also when the server is away', async () => {
  await signIn()
  const { accessToken } = tokens()
  await phone.client.signOut()
  expect(kept.size).toBe(0)
  expect(await place.auth.getUser(new Request(api, { headers: { authorization: `Bearer ${accessToken}` } }))).toBeNull()
  await signIn()
  phone.before = () => {
    throw new TypeError('fetch failed')
  }
  await expect(phone.client.signOut()).rejects.toMatchObject({ code: 'network' })
  expect(kept.size).toBe(0)
  expect(await phone.client.getUser()).toBeNull()
})

test('with signing turned off the token is the session itself, lives as long, and is not renewed', async () => {
  await place.close()
  place = await openPlace({ mode: 'bearer', tokens: { accessToken: false } })
  phone = openPhone()
  await signIn()
  for (let day = 0; day < 10; day++) {
    place.later(86_400_000)
    expect((await phone.client.getUser())?.email).toBe(ada)
  }
  place.later(8 * 86_400_000)
  expect(await phone.client.getUser()).toBeNull()
  expect(count('/refresh')).toBe(0)
  expect(kept.has('postern.tokens')).toBe(false)
})

test('in cookie mode another service gets a token that the cookie asked for, kept in memory until it ends', async () => {
  await place.close()
  place = await openPlace({ tokens: {} })
  const { client, asked, ...browser } = place.browser({ origins: ['https://api.example'] })
  await signIn({ client, asked, ...browser })
  const first = await client.getAccessToken()
  expect(first?.split('.')).toHaveLength(3)
  expect(await client.getAccessToken()).toBe(first)
  place.later(10 * 60_000)
  expect(await client.getAccessToken()).not.toBe(first)
  expect(asked.filter((one) => one.endsWith('/refresh'))).toHaveLength(2)
  await client.signOut()
  expect(await client.getAccessToken()).toBeNull()
})
