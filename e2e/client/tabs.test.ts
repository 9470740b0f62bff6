/** Several tabs of one browser agree on who is in, whichever of them, or of the hosted pages, knew it first. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appPage } from '../support/app.ts'
import { type House, openHouse } from '../support/house.ts'
import { type Device, device, launch, signIn } from '../support/person.ts'

const ada = 'ada@acme.example'
const bob = 'bob@acme.example'
let browser: Browser
let html: string
let house: House
let laptop: Device
let tabs: [Page, Page]

beforeAll(async () => {
  browser = await launch()
  html = await appPage('19')
})
beforeEach(async () => {
  house = await openHouse()
  house.serve('/app', html)
  laptop = await device(browser)
  tabs = [laptop.page, await laptop.context.newPage()]
})
afterEach(async () => {
  await laptop.context.close()
  await house.close()
})
afterAll(() => browser.close())

const open = async (wishes: object = { bare: true }): Promise<void> => {
  for (const tab of tabs) {
    await tab.goto(`${house.url}/app#${encodeURIComponent(JSON.stringify(wishes))}`)
    await tab.waitForFunction(() => globalThis.seen.length > 0)
  }
}
const enter = async (tab: Page, email = ada): Promise<void> => {
  const attemptId = await tab.evaluate(async (address) => {
    const sent = await globalThis.client.requestMagicLink({ email: address })
    return sent.status === 'sent' ? sent.attemptId : sent.status
  }, email)
  const { code = '' } = await house.inbox.next({ to: email })
  const outcome = await tab.evaluate((typed) => globalThis.client.verifyCode(typed), {
    attemptId,
    code,
    switchAccount: true,
  })
  expect(outcome.status).toBe('signed-in')
}
const seen = (tab: Page): Promise<(string | null)[]> => tab.evaluate(() => globalThis.seen)
const asked = (path: string): number => house.visitsFrom(laptop.network).filter(({ url }) => url === path).length

describe('in cookie mode', () => {
  test('a sign-in, a change of account and a sign-out in one are seen by the other', async () => {
    await open()
    const [first, second] = tabs
    await enter(first)
    await expect.poll(() => seen(second)).toEqual([null, ada])
    await enter(second, bob)
    await expect.poll(() => seen(first)).toEqual([null, ada, bob])
    await second.evaluate(() => globalThis.client.signOut())
    await expect.poll(() => seen(first)).toEqual([null, ada, bob, null])
    expect(await seen(second)).toEqual([null, ada, bob, null])
  })

  test('what a tab finds out for itself is told to the others: a sign-in by the hosted pages', async () => {
    await open()
    const [first, second] = tabs
    await signIn({ ...laptop, page: first }, house, ada)
    await first.goto(`${house.url}/app#${encodeURIComponent('{"bare":true}')}`)
    await expect.poll(() => seen(second)).toEqual([null, ada])
  })

  test.each(['comes to the front', 'comes back from the memory of pages'])(
    'a sign-out on a hosted page is seen by a tab that %s, at one look',
    async (how) => {
      await open()
      const [first] = tabs
      await enter(first)
      await expect.poll(() => seen(tabs[1])).toEqual([null, ada])
      await laptop.context.request.post(`${house.url}/auth/sign-out`, { data: {} })
      const before = asked('/auth/me')
      await first.evaluate((front) => {
        if (front) document.dispatchEvent(new Event('visibilitychange'))
        else dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      }, how.endsWith('front'))
      for (const tab of tabs) await expect.poll(() => seen(tab)).toEqual([null, ada, null])
      await first.waitForTimeout(500)
      expect(asked('/auth/me') - before).toBe(2)
    },
  )

  test('a new tab that finds nobody tells those who believe otherwise', async () => {
    await open()
    const [first, second] = tabs
    await enter(first)
    await expect.poll(() => seen(second)).toEqual([null, ada])
    await laptop.context.request.post(`${house.url}/auth/sign-out`, { data: {} })
    await second.reload()
    await expect.poll(() => seen(second)).toEqual([null])
    await expect.poll(() => seen(first)).toEqual([null, ada, null])
  })

  test('nobody asks without end: three tabs cost a look each', async () => {
    tabs = [...tabs, await laptop.context.newPage()] as unknown as [Page, Page]
    await open()
    const before = asked('/auth/me')
    await enter(tabs[0])
    for (const tab of tabs) await expect.poll(() => seen(tab)).toEqual([null, ada])
    await tabs[0].waitForTimeout(500)
    expect(asked('/auth/me') - before).toBe(2)
  })
})

describe('in bearer mode', () => {
  const bearer = { bare: true, bearer: true }
  const shared = { ...bearer, store: true }

  beforeEach(async () => {
    await house.close()
    house = await openHouse({ mode: 'bearer' })
    house.serve('/app', html)
  })

  test('tabs that share a storage share the sign-in, one renewal and the sign-out', async () => {
    await open(shared)
    const [first, second] = tabs
    await enter(first)
    await expect.poll(() => seen(second)).toEqual([null, ada])
    await first.evaluate(() => {
      const { accessToken, ...tokens } = JSON.parse(localStorage.getItem('postern.tokens') ?? '{}')
      localStorage.setItem('postern.tokens', JSON.stringify({ ...tokens, accessToken: `${accessToken}spoiled` }))
    })
    const emails = await Promise.all(
      tabs.flatMap((tab) =>
        ['a', 'b', 'c'].map((query) =>
          tab.evaluate(async (path) => {
            const answer = await globalThis.client.fetch(path)
            return ((await answer.json()) as { email: string }).email
          }, `/auth/me?${query}`),
        ),
      ),
    )
    expect(emails).toEqual(Array.from({ length: 6 }, () => ada))
    expect(asked('/auth/refresh')).toBe(1)
    await second.evaluate(() => globalThis.client.signOut())
    await expect.poll(() => seen(first)).toEqual([null, ada, null])
    expect(await first.evaluate(() => localStorage.length)).toBe(0)
  })

  test('tabs with memory of their own have sessions of their own, and leave together', async () => {
    await open(bearer)
    const [first, second] = tabs
    await enter(first)
    await enter(second)
    expect(await first.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      '',
    ])
    const holders = await Promise.all(tabs.map((tab) => tab.evaluate(() => globalThis.client.getAccessToken())))
    await first.evaluate(() => globalThis.client.signOut())
    await expect.poll(() => seen(second)).toEqual([null, ada, null])
    for (const token of holders) {
      const request = new Request(house.url, { headers: { authorization: `Bearer ${token}` } })
      await expect.poll(() => house.auth.getUser(request)).toBeNull()
    }
  })

  test('the link that opened in another tab lets the one that asked in, by its handle', async () => {
    await open(shared)
    const [first, second] = tabs
    const outcome = first.evaluate(async (email) => {
      const sent = await globalThis.client.requestMagicLink({ email })
      return sent.status === 'sent' ? globalThis.client.waitForSignIn(sent.attemptId) : sent
    }, ada)
    const { link = '' } = await house.inbox.next({ to: ada })
    const token = link.split('/link/')[1]?.replace('#', '.') ?? ''
    await second.evaluate((one) => globalThis.client.verifyMagicLink(one), token)
    expect((await outcome).status).toBe('signed-in')
    await expect.poll(() => seen(first)).toEqual([null, ada])
  })
})

describe('a single-page app at another origin', () => {
  test('signs in with a handle, and its requests carry the token', async () => {
    const spa = await openHouse()
    await house.close()
    house = await openHouse({ mode: 'bearer', origins: [spa.url] })
    spa.serve('/app', html)
    // A device of these tests adds a header to every request, and a browser asks leave for it elsewhere.
    const context = await browser.newContext()
    const tab = await context.newPage()
    const wishes = { bare: true, bearer: true, baseUrl: `${house.url}/auth` }
    await tab.goto(`${spa.url}/app#${encodeURIComponent(JSON.stringify(wishes))}`)
    await tab.waitForFunction(() => globalThis.seen.length > 0)
    await enter(tab)
    const email = await tab.evaluate(async (url) => {
      const answer = await globalThis.client.fetch(url)
      return ((await answer.json()) as { email: string }).email
    }, `${house.url}/auth/me`)
    expect(email).toBe(ada)
    await tab.evaluate(() => globalThis.client.signOut())
    expect(await seen(tab)).toEqual([null, ada, null])
    await context.close()
    await spa.close()
  })
})
