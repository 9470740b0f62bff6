/** A storage that is full, torn or away: nobody loses a sign-in by it, and what is thrown has a name. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ClientStorage } from '../src/index.ts'
import { type Browser, openPlace, type Place } from './support/place.ts'

const ada = 'ada@acme.example'
let place: Place
let kept: Map<string, string>
let fault: 'full' | 'away' | undefined
let phone: Browser

const failing = <R>(when: typeof fault, run: () => R): R => {
  if (fault === when || fault === 'away') throw new DOMException('no room', 'QuotaExceededError')
  return run()
}
const storage: ClientStorage = {
  get: (key) => failing('away', () => kept.get(key)),
  set: (key, value) => failing('full', () => kept.set(key, value)),
  remove: (key) => failing('away', () => kept.delete(key)),
}
const signIn = async ({ client } = phone): Promise<string> => {
  const sent = await client.requestMagicLink({ email: ada })
  const { code = '' } = await place.inbox.next({ to: ada })
  return (await client.verifyCode({ attemptId: sent.status === 'sent' ? sent.attemptId : '', code })).status
}

beforeEach(async () => {
  place = await openPlace({ mode: 'bearer' })
  kept = new Map()
  fault = undefined
  phone = place.browser({ mode: 'bearer', storage, cookies: false })
})
afterEach(() => {
  vi.unstubAllGlobals()
  return place.close()
})

test('a full one: whoever signs in is in, and everybody is told', async () => {
  fault = 'full'
  const seen: unknown[] = []
  phone.client.onAuthStateChange((user) => seen.push(user?.email))
  expect(await signIn()).toBe('signed-in')
  expect(seen.at(-1)).toBe(ada)
  expect((await phone.client.getUser())?.email).toBe(ada)
  await phone.client.signOut()
  expect(await phone.client.getUser()).toBeNull()
})

test('one that is full at a renewal keeps no refresh token that is spent', async () => {
  await signIn()
  fault = 'full'
  place.later(11 * 60_000)
  expect((await phone.client.getUser())?.email).toBe(ada)
  expect(kept.has('postern.tokens')).toBe(false)
  place.later(11 * 60_000)
  expect((await phone.client.getUser())?.email).toBe(ada)
  fault = undefined
  place.later(11 * 60_000)
  expect((await phone.client.getUser())?.email).toBe(ada)
  expect(kept.has('postern.tokens')).toBe(true)
})

test.each(['{"accessToken":"ey', 'null', '[]', '"x"'])(
  'tokens that read %s are none, and are cleared away',
  async (torn) => {
    kept.set('postern.tokens', torn)
    expect(await phone.client.getUser()).toBeNull()
    expect(kept.has('postern.tokens')).toBe(false)
    expect(await signIn()).toBe('signed-in')
  },
)

test('one that cannot be read is told by its name, and may come back', async () => {
  await signIn()
  fault = 'away'
  await expect(phone.client.getUser()).rejects.toMatchObject({ name: 'PosternClientError', code: 'storage', status: 0 })
  await expect(phone.client.fetch('http://localhost:4000/auth/me')).rejects.toMatchObject({ code: 'storage' })
  fault = undefined
  expect((await phone.client.getUser())?.email).toBe(ada)
})

test('a browser that blocks storage, and locks and channels with it: whoever signs in is in, and stays', async () => {
  const refused = new DOMException('The operation is insecure.', 'SecurityError')
  vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(refused) } })
  vi.stubGlobal('document', { hidden: false, addEventListener: () => undefined })
  vi.stubGlobal('addEventListener', () => undefined)
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      constructor() {
        throw refused
      }
    },
  )
  const browser = place.browser({ mode: 'bearer', cookies: false })
  const seen: unknown[] = []
  browser.client.onAuthStateChange((user) => seen.push(user?.email))
  expect(await signIn(browser)).toBe('signed-in')
  expect(seen.at(-1)).toBe(ada)
  place.later(11 * 60_000)
  expect((await browser.client.getUser())?.email).toBe(ada)
  await browser.client.signOut()
  expect(await browser.client.getUser()).toBeNull()
})
