/**
 * What browsers do unasked: they prerender what may be pressed next, and keep pages that were left. And what some of them,
 * their keyboards and their networks do not do.
 */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type House, openHouse } from './support/house.ts'
import { ask, type Device, device, insideAs, launch, numberOn, press, reads, sees } from './support/person.ts'

const ada = 'ada@acme.example'
let browser: Browser
let house: House
let laptop: Device

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  house = await openHouse()
  laptop = await device(browser)
})
afterEach(async () => {
  await laptop.context.close()
  await house.close()
})
afterAll(() => browser.close())

test('a link that Chromium fetches ahead for the asker herself is redeemed only when she presses it', async () => {
  const { page } = laptop
  await ask(page, house, ada, '/inside')
  const { link = '' } = await house.inbox.next({ to: ada })
  const rules = JSON.stringify({ prerender: [{ source: 'list', urls: [link] }] })
  const script = `<script type="speculationrules">${rules}</script>`
  house.serve('/webmail', `<!doctype html><html lang="en"><title>Mail</title>${script}<a href="${link}">Sign in</a>`)
  await page.goto(`${house.url}/webmail`)
  const fetched = () => house.visits.find(({ url }) => url === new URL(link).pathname)?.headers['sec-purpose']
  await expect.poll(fetched, { timeout: 15_000 }).toContain('prerender')
  expect(sent()).toEqual([])
  expect(await insideAs(laptop, house)).toBeUndefined()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await sees(page, `Inside as ${ada}`)
  expect(sent()).toHaveLength(1)
})

// A Chromium under remote control renders nothing ahead, so that the page is told what such a browser would tell it.
test.each([
  { title: 'rendered ahead', property: 'prerendering', before: true, after: false, event: 'prerenderingchange' },
  {
    title: 'opened behind',
    property: 'visibilityState',
    before: 'hidden',
    after: 'visible',
    event: 'visibilitychange',
  },
])('a link that is $title waits until somebody looks, and then needs no click', async (state) => {
  const { page } = laptop
  await ask(page, house, ada, '/inside')
  const { link = '' } = await house.inbox.next({ to: ada })
  await page.addInitScript(({ property, before }) => {
    if (!location.pathname.includes('/link/')) return
    Object.defineProperty(document, property, { configurable: true, value: before })
  }, state)
  await page.goto(link)
  await page.waitForFunction(() => location.hash === '')
  // The script has run to its end: what it did not send by now it will not send unasked.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)))
  expect(sent()).toEqual([])
  expect(new URL(page.url()).pathname).toBe(new URL(link).pathname)
  await page.evaluate(({ property, after, event }) => {
    Object.defineProperty(document, property, { configurable: true, value: after })
    document.dispatchEvent(new Event(event))
  }, state)
  await sees(page, `Inside as ${ada}`)
  expect(sent()).toHaveLength(1)
})

test('back to the sign-in page finds it ready for another address', async () => {
  const { page } = laptop
  await ask(page, house, ada)
  await page.goBack()
  await sees(page, 'Sign in to Acme')
  await expect.poll(() => page.locator('main button.button').innerText()).toBe('Email me')
  await page.getByLabel('Email address').fill('bob@acme.example')
  await press(page, 'Email me')
  await reads(page, 'bob@acme.example')
})

// This Chromium keeps no page that forbids storing it. Others do, and show it as it was left: in the middle of sending.
test('a page that another browser kept while it was sending takes a press again', async () => {
  const { page } = laptop
  await page.goto(`${house.url}/auth/sign-in`)
  await page.route('**/magic-link', (route) => route.abort('aborted'))
  await page.getByLabel('Email address').fill(ada)
  await press(page, 'Email me')
  const button = page.locator('main button.button')
  await expect.poll(() => button.innerText()).toBe('Sending…')
  await page.unroute('**/magic-link')
  await page.evaluate(() => void dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect.poll(() => button.innerText()).toBe('Email me')
  await page.getByLabel('Email address').fill(ada)
  await press(page, 'Email me')
  await sees(page, 'Check your email')
})

test('a browser without requestSubmit is let in by link, by code and by number all the same', async () => {
  const phone = await device(browser, { kind: 'phone', network: laptop.network })
  for (const { context } of [laptop, phone])
    await context.addInitScript(() => Reflect.deleteProperty(HTMLFormElement.prototype, 'requestSubmit'))
  const { page } = laptop
  await ask(page, house, ada, '/inside')
  const { link = '' } = await house.inbox.next({ to: ada })
  await page.goto(link)
  await sees(page, `Inside as ${ada}`)
  expect(sent()).toHaveLength(1)

  const bob = 'bob@acme.example'
  await laptop.context.clearCookies()
  await ask(page, house, bob)
  await page.locator('#code').pressSequentially((await house.inbox.next({ to: bob })).code ?? '')
  await sees(page, `Inside as ${bob}`)
  expect(house.visits.filter(({ url }) => url.endsWith('/code/verify'))).toHaveLength(1)

  const eve = 'eve@acme.example'
  await laptop.context.clearCookies()
  await ask(page, house, eve)
  await phone.page.goto((await house.inbox.next({ to: eve })).link ?? '')
  await phone.page.locator('#number').fill(await numberOn(page))
  await press(phone.page, 'Let it in')
  await sees(page, `Inside as ${eve}`)
  await phone.context.close()
})

test('a link that lost its secret, and then the whole of it in the same address bar, signs in', async () => {
  const { page } = laptop
  await ask(page, house, ada, '/inside')
  const { link = '' } = await house.inbox.next({ to: ada })
  await page.goto(link.replace(/#.*/, ''))
  await reads(page, 'Type the code')
  // Navigates within the document, as a browser does with what is put into its address bar.
  await page.evaluate((whole) => location.assign(whole), link)
  await sees(page, `Inside as ${ada}`)
  expect(sent()).toHaveLength(1)
})

test('a waiting page whose stream something on the way holds back is told all the same', async () => {
  const { page } = laptop
  let held = 0
  await page.route('**/events', () => void held++)
  await ask(page, house, ada, '/inside')
  const phone = await device(browser, { kind: 'phone', network: laptop.network })
  await phone.page.goto((await house.inbox.next({ to: ada })).link ?? '')
  await phone.page.locator('#number').fill(await numberOn(page))
  await press(phone.page, 'Let it in')
  await sees(page, `Inside as ${ada}`)
  expect(held).toBe(1)
  await phone.context.close()
})

test.each([
  { script: 'Arabic', zero: '٠' },
  { script: 'Persian', zero: '۰' },
  { script: 'Devanagari', zero: '०' },
])('code and number are taken in $script digits', async ({ zero }) => {
  const inDigits = (text: string): string =>
    text.replace(/\d/g, (digit) => String.fromCharCode(zero.charCodeAt(0) + Number(digit)))
  const { page } = laptop
  await ask(page, house, ada)
  const { link = '', code = '' } = await house.inbox.next({ to: ada })
  const phone = await device(browser, { kind: 'phone', network: laptop.network })
  await phone.page.goto(link)
  await phone.page.locator('#number').pressSequentially(inDigits(await numberOn(page)))
  expect(await phone.page.locator('#number').inputValue()).toBe(await numberOn(page))
  await phone.context.close()
  await page.locator('#code').pressSequentially(inDigits(code))
  await sees(page, `Inside as ${ada}`)
})

test('the work that is wanted where many ask is done by the browser, and its answer is taken', async () => {
  const { page } = laptop
  for (let count = 0; count < 7; count++) {
    if (count % 3 === 0) house.later(15 * 60_000)
    await house.auth.requestMagicLink(ada)
  }
  await page.goto(`${house.url}/auth/sign-in?redirect_uri=/inside`)
  await page.getByLabel('Email address').fill(ada)
  await press(page, 'Email me')
  await page.locator('form[data-challenge]').waitFor()
  await page.locator('form[data-challenge] [data-busy]').click()
  await sees(page, 'Check your email')
  const { code = '' } = house.inbox.messages({ to: ada }).at(-1) ?? {}
  await page.locator('#code').pressSequentially(code)
  await sees(page, `Inside as ${ada}`)
})

const sent = (): readonly string[] => house.visits.map(({ url }) => url).filter((url) => url.endsWith('/confirm'))
