/** The client in cookie mode, each function against a real Postern. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PosternClientError, type Sent, type User } from '../src/index.ts'
import { type Browser, openPlace, type Place } from './support/place.ts'

const ada = 'ada@acme.example'
let place: Place
let here: Browser

beforeEach(async () => {
  place = await openPlace()
  here = place.browser()
})
afterEach(() => place.close())

const ask = async ({ client }: Browser = here, email = ada): Promise<Sent> => {
  const sent = await client.requestMagicLink({ email })
  if (sent.status !== 'sent') throw new Error(sent.status)
  return sent
}
const mail = async (to = ada): Promise<{ code: string; token: string; link: string }> => {
  const { code = '', link = '' } = await place.inbox.next({ to })
  return { code, link, token: link.split('/link/')[1]?.replace('#', '.') ?? '' }
}
const signIn = async (browser: Browser = here, email = ada): Promise<void> => {
  const { attemptId } = await ask(browser, email)
  expect(await browser.client.verifyCode({ attemptId, code: (await mail(email)).code })).toMatchObject({
    status: 'signed-in',
  })
}
const otherThan = (code: string): string => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')

describe('requestMagicLink', () => {
  test('tells what the asker may show: number, times, and what the code looks like', async () => {
    const sent = await ask()
    expect(sent.number).toMatch(/^\d\d$/)
    expect(sent.codeFormat).toEqual({ kind: 'digits', length: 6 })
    expect(Date.parse(sent.expiresAt)).toBeGreaterThan(Date.parse(sent.resendAt))
  })

  test('shows no number where approval is off', async () => {
    await place.close()
    place = await openPlace({ approval: false })
    expect((await ask(place.browser())).number).toBeNull()
  })

  test('answers what is no address as a value, and what the maker did wrong as an error with the way to mend it', async () => {
    expect(await here.client.requestMagicLink({ email: 'ada' })).toMatchObject({ status: 'email-invalid' })
    const wrong = here.client.requestMagicLink({ email: ada, redirectTo: 'https://evil.example/' })
    const error = await wrong.catch((fault: unknown) => fault)
    expect(error).toBeInstanceOf(PosternClientError)
    expect(error).toMatchObject({ code: 'redirect-refused', status: 400 })
    expect((error as PosternClientError).detail).toContain('redirects')
  })

  test('says limited with its time after three mails to one address', async () => {
    for (let count = 0; count < 3; count++) await ask(place.browser())
    const outcome = await here.client.requestMagicLink({ email: ada })
    expect(outcome).toMatchObject({ status: 'limited', retryAfter: expect.any(Number) })
    expect(outcome.status === 'limited' && Date.parse(outcome.retryAt)).toBeGreaterThan(Date.now())
  })

  test('does the work that a hot network is asked for, and asks once more by itself', async () => {
    const hot = { proof: 0 }
    here.before = (request) => {
      if (!request.url.endsWith('/magic-link') || hot.proof++ > 0) return undefined
      const body = { code: 'proof-needed', challenge: '1.abc.def', bits: 10, retryAt: new Date().toISOString() }
      return Response.json(body, { status: 429, headers: { 'content-type': 'application/problem+json' } })
    }
    expect((await ask()).status).toBe('sent')
    expect(here.asked).toEqual(['POST /auth/magic-link', 'POST /auth/magic-link'])
  })

  test('asks anew for the address of an attempt that is over', async () => {
    const { attemptId } = await ask()
    await mail()
    place.later(21 * 60_000)
    expect((await here.client.requestMagicLink({ again: attemptId })).status).toBe('sent')
    expect((await mail()).code).toMatch(/^\d{6}$/)
  })
})

describe('resend', () => {
  test('sends another mail for the same attempt once its pause is over', async () => {
    const { attemptId } = await ask()
    const first = await mail()
    expect((await here.client.resend(attemptId)).status).toBe('limited')
    place.later(31_000)
    expect(await here.client.resend(attemptId)).toMatchObject({ status: 'sent', attemptId })
    expect((await mail()).token).not.toBe(first.token)
  })

  test('says attempt-unknown to whoever did not ask', async () => {
    const { attemptId } = await ask()
    expect(await place.browser().client.resend(attemptId)).toMatchObject({ status: 'attempt-unknown' })
  })
})

describe('verifyCode and verifyMagicLink', () => {
  test('the code signs in, and says where to go', async () => {
    const { attemptId } = await ask()
    const { code } = await mail()
    expect(await here.client.verifyCode({ attemptId, code: otherThan(code) })).toMatchObject({
      status: 'code-wrong',
      triesLeft: 4,
    })
    const outcome = await here.client.verifyCode({ attemptId, code })
    expect(outcome).toMatchObject({ status: 'signed-in', user: { email: ada }, next: expect.stringContaining('/home') })
  })

  test('the link signs in, by its token or its whole address; a second time says so', async () => {
    await ask()
    const { token } = await mail()
    expect((await here.client.verifyMagicLink(`acme://in#${token}`)).status).toBe('signed-in')
    expect((await place.browser().client.verifyMagicLink(token)).status).toBe('link-used')
    expect((await here.client.verifyMagicLink('nothing')).status).toBe('link-unknown')
  })

  test('a browser that did not ask types the address', async () => {
    await ask()
    const { token } = await mail()
    const { client } = place.browser()
    expect(await client.verifyMagicLink(token)).toMatchObject({ status: 'confirm-needed', address: 'a••@acme.example' })
    expect((await client.verifyMagicLink(token, { email: ada })).status).toBe('signed-in')
    expect((await client.getUser())?.email).toBe(ada)
  })

  test('whoever is in as somebody else is asked first', async () => {
    await signIn()
    const { attemptId } = await ask(here, 'bob@acme.example')
    const { code } = await mail('bob@acme.example')
    expect(await here.client.verifyCode({ attemptId, code })).toMatchObject({
      status: 'confirm-needed',
      reason: 'signed-in-as-other',
      current: 'a••@acme.example',
      next: 'b••@acme.example',
    })
    expect((await here.client.getUser())?.email).toBe(ada)
    const outcome = await here.client.verifyCode({ attemptId, code, switchAccount: true })
    expect(outcome).toMatchObject({ status: 'signed-in', user: { email: 'bob@acme.example' } })
  })
})

describe('waitForSignIn', () => {
  test('claims what was approved on another device', async () => {
    const { attemptId, number } = await ask()
    const waiting = here.client.waitForSignIn(attemptId)
    const { token } = await mail()
    await approve(attemptId, token, number ?? '')
    expect(await waiting).toMatchObject({ status: 'signed-in', user: { email: ada } })
  })

  test('asks every few seconds where streams do not come', async () => {
    const { attemptId, number } = await ask()
    here.before = ({ url }) => (url.endsWith('/events') ? new Response('', { status: 503 }) : undefined)
    const { token } = await mail()
    const waiting = here.client.waitForSignIn(attemptId)
    await approve(attemptId, token, number ?? '')
    expect((await waiting).status).toBe('signed-in')
    expect(here.asked.filter((one) => one.endsWith('/events'))).toHaveLength(1)
  })

  test('a server that is away for a moment does not end it', async () => {
    const { attemptId, number } = await ask()
    let away = true
    here.before = ({ url }) => {
      if (away && url.includes('/attempts/')) throw new TypeError('fetch failed')
      return undefined
    }
    const waiting = here.client.waitForSignIn(attemptId)
    const { token } = await mail()
    await approve(attemptId, token, number ?? '')
    away = false
    expect((await waiting).status).toBe('signed-in')
  })

  test('says elsewhere when another browser took the link, stopped when the mail’s reader stopped it', async () => {
    const first = await ask()
    const waiting = here.client.waitForSignIn(first.attemptId)
    await place.browser().client.verifyMagicLink((await mail()).token, { email: ada })
    expect(await waiting).toEqual({ status: 'completed-elsewhere' })
    const second = await ask()
    const { token } = await mail()
    await place.browser().call(`/attempts/${second.attemptId}/cancel`, { token })
    expect(await here.client.waitForSignIn(second.attemptId)).toEqual({ status: 'attempt-ended' })
  })

  test('says expired when the time is over, and attempt-unknown to whoever did not ask', async () => {
    const { attemptId } = await ask()
    expect(await place.browser().client.waitForSignIn(attemptId)).toMatchObject({ status: 'attempt-unknown' })
    place.later(21 * 60_000)
    expect(await here.client.waitForSignIn(attemptId)).toEqual({ status: 'link-expired' })
  })

  test('ends with its signal, and gives the reason back', async () => {
    const { attemptId } = await ask()
    const stop = new AbortController()
    const waiting = here.client.waitForSignIn(attemptId, { signal: stop.signal })
    setTimeout(() => stop.abort(new Error('gone home')), 50)
    await expect(waiting).rejects.toThrow('gone home')
  })

  async function approve(attemptId: string, token: string, number: string): Promise<void> {
    expect((await place.browser().call(`/attempts/${attemptId}/approve`, { token, number })).status).toBe(200)
  }
})

describe('who is in', () => {
  test('getUser and getSession answer null for nobody', async () => {
    expect(await here.client.getUser()).toBeNull()
    expect(await here.client.getSession()).toBeNull()
    await signIn()
    expect(await here.client.getUser()).toMatchObject({ email: ada, emailVerified: true })
    expect((await here.client.getSession())?.methods).toEqual(['email-code'])
  })

  test('listeners learn it once it is known, at each change and not in between', async () => {
    const seen: (string | undefined)[] = []
    const stop = here.client.onAuthStateChange((user: User | null) => seen.push(user?.email))
    await here.client.getUser()
    await signIn()
    await here.client.getUser()
    await here.client.signOut()
    expect(seen).toEqual([undefined, ada, undefined])
    stop()
    await signIn()
    expect(seen).toHaveLength(3)
  })

  test('many listeners ask once, and once more when the server was away', async () => {
    const seen: unknown[] = []
    let away = true
    here.before = () => {
      if (away) throw new TypeError('fetch failed')
      return undefined
    }
    for (let count = 0; count < 3; count++) here.client.onAuthStateChange((user) => seen.push(user))
    await new Promise((resolve) => setTimeout(resolve, 500))
    away = false
    await expect.poll(() => seen, { timeout: 10_000 }).toEqual([null, null, null])
    expect(here.asked).toEqual(['GET /auth/me', 'GET /auth/me'])
  })

  test('signOut ends the session on the server', async () => {
    await signIn()
    await here.client.signOut()
    expect(await here.client.getUser()).toBeNull()
    expect(here.asked.at(-1)).toBe('GET /auth/me')
  })

  test('a sign-out that did not reach the server is not believed in cookie mode', async () => {
    await signIn()
    const seen: unknown[] = []
    here.client.onAuthStateChange((user) => seen.push(user?.email))
    here.before = () => {
      throw new TypeError('fetch failed')
    }
    await expect(here.client.signOut()).rejects.toMatchObject({ code: 'network', status: 0 })
    here.before = undefined
    expect((await here.client.getUser())?.email).toBe(ada)
    expect(seen).toEqual([ada])
  })

  test('an answer about who is in that was overtaken by a sign-out is no news', async () => {
    await signIn()
    const user = await (await here.call('/me')).json()
    const overtaken = Promise.withResolvers<Response>()
    const seen: unknown[] = []
    here.client.onAuthStateChange((one) => seen.push(one?.email))
    here.before = ({ url }) => (url.endsWith('/me') ? overtaken.promise : undefined)
    const asking = here.client.getUser()
    await here.client.signOut()
    overtaken.resolve(Response.json(user))
    expect(await asking).toBeNull()
    expect(seen).toEqual([ada, undefined])
  })

  test('faults are errors with the server’s code and its time', async () => {
    here.before = () =>
      Response.json({ code: 'busy', detail: 'later' }, { status: 503, headers: { 'retry-after': '7' } })
    await expect(here.client.getUser()).rejects.toMatchObject({
      code: 'busy',
      status: 503,
      retryAfter: 7,
      detail: 'later',
    })
    here.before = () => new Response('<h1>Bad gateway</h1>', { status: 502 })
    await expect(here.client.getUser()).rejects.toMatchObject({ code: 'server-error', status: 502 })
  })

  test('a 401 from the application’s own API makes the client look again', async () => {
    await signIn()
    await here.call('/sign-out', {})
    const left = new Promise((resolve) => here.client.onAuthStateChange((user) => user === null && resolve('left')))
    here.before = ({ url }) => (url.endsWith('/api') ? new Response('', { status: 401 }) : undefined)
    expect((await here.client.fetch('http://localhost:4000/api')).status).toBe(401)
    expect(await left).toBe('left')
  })
})
