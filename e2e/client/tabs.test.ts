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
