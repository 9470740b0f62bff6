/** What a signed-in user confirms by mail, completed by the client: a step-up, another address, a deletion. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, openPlace, type Place } from './support/place.ts'

const ada = 'ada@acme.example'
/** Mails lead to the application's own page, which has nothing but the client. */
const linkUrl = 'http://localhost:4000/arrived'
let place: Place
let kept: Map<string, string>

const store = {
  get: (key: string) => kept.get(key) ?? null,
  set: (key: string, value: string) => void kept.set(key, value),
}
const tokens = (): { accessToken: string; refreshToken: string } => JSON.parse(kept.get('postern.tokens') ?? '{}')

beforeEach(() => void (kept = new Map()))
afterEach(() => place.close())

async function signedIn(browser: Browser): Promise<Browser> {
  const sent = await browser.client.requestMagicLink({ email: ada })
  const { code = '' } = await place.inbox.next({ to: ada })
  const outcome = await browser.client.verifyCode({ attemptId: sent.status === 'sent' ? sent.attemptId : '', code })
  expect(outcome.status).toBe('signed-in')
  return browser
}

async function phone(): Promise<Browser> {
  place = await openPlace({ mode: 'bearer', linkUrl })
  const storage = { ...store, remove: (key: string) => void kept.delete(key) }
  return signedIn(place.browser({ mode: 'bearer', storage, cookies: false }))
}

interface Asked {
  readonly attemptId: string
  readonly handle?: string
  readonly code: string
  readonly link: string
}

/** As a page asks that draws the account itself. */
async function ask({ client }: Browser, path: string, body: object = {}, to = ada): Promise<Asked> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' } }
  const reply = await client.fetch(`http://localhost:4000/auth/account/${path}`, {
    ...init,
    body: JSON.stringify(body),
  })
  const { code = '', link = '' } = await place.inbox.next({ to })
  return { ...((await reply.json()) as Pick<Asked, 'attemptId' | 'handle'>), code, link }
}

const isFresh = async ({ client }: Browser): Promise<boolean> => {
  const reply = await client.fetch('http://localhost:4000/auth/account', { headers: { accept: 'application/json' } })
  return ((await reply.json()) as { fresh: boolean }).fresh
}

describe('on a phone', () => {
  test('a step-up’s token is kept beside the refresh token, and lets her change her address', async () => {
    const browser = await phone()
    place.later(11 * 60_000)
    expect(await isFresh(browser)).toBe(false)
    const { refreshToken } = tokens()
    const { attemptId, code, handle } = await ask(browser, 'step-up')
    const outcome = await browser.client.verifyCode({ attemptId, code, handle })
    expect(outcome).toMatchObject({ status: 'fulfilled', purpose: 'step-up', user: { email: ada } })
    expect(outcome).not.toHaveProperty('tokens')
    expect([await isFresh(browser), tokens().refreshToken]).toEqual([true, refreshToken])
    const news: unknown[] = []
    browser.client.onAuthStateChange((user) => news.push(user?.email))
    const change = await ask(browser, 'addresses', { email: 'ada@new.example' }, 'ada@new.example')
    expect((await browser.client.verifyMagicLink(change.link)).status).toBe('fulfilled')
    expect(news).toEqual([ada, 'ada@new.example'])
    place.later(11 * 60_000)
    expect((await browser.client.getUser())?.email).toBe('ada@new.example')
  })

  test('a wrong code is one try, and renews nothing', async () => {
    const browser = await phone()
    const before = tokens()
    const { attemptId, code, handle } = await ask(browser, 'step-up')
    const wrong = code === '000000' ? '000001' : '000000'
    for (const triesLeft of [4, 3, 2, 1])
      expect(await browser.client.verifyCode({ attemptId, code: wrong, handle })).toMatchObject({ triesLeft })
    expect(tokens()).toEqual(before)
    expect((await browser.client.verifyCode({ attemptId, code, handle })).status).toBe('fulfilled')
  })

  test('a deletion is done once she is sure, and nobody is in', async () => {
    const browser = await phone()
    const { attemptId, code, handle } = await ask(browser, 'delete')
    const asked = await browser.client.verifyCode({ attemptId, code, handle })
    expect(asked).toMatchObject({ status: 'confirm-needed', reason: 'sure-needed' })
    expect((await browser.client.getUser())?.email).toBe(ada)
    const done = await browser.client.verifyCode({ attemptId, code, handle, sure: true })
    expect(done).toMatchObject({ status: 'fulfilled', purpose: 'delete' })
    expect(await browser.client.getUser()).toBeNull()
    expect(kept.has('postern.tokens')).toBe(false)
  })
})

describe('in a browser', () => {
  test('a deletion is done by the link, once she is sure', async () => {
    place = await openPlace({ linkUrl })
    const browser = await signedIn(place.browser())
    const { link } = await ask(browser, 'delete')
    expect(await browser.client.verifyMagicLink(link)).toMatchObject({ reason: 'sure-needed' })
    expect(await browser.client.verifyMagicLink(link, { sure: true })).toMatchObject({ status: 'fulfilled' })
    expect(await browser.client.getUser()).toBeNull()
  })

  test('an act that another session asked for is a value, and spends nothing', async () => {
    place = await openPlace({ linkUrl })
    const browser = await signedIn(place.browser())
    const { link } = await ask(browser, 'step-up')
    expect((await place.browser().client.verifyMagicLink(link)).status).toBe('other-session')
    expect((await browser.client.verifyMagicLink(link)).status).toBe('fulfilled')
  })
})
