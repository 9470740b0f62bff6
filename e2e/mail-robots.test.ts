/**
 * The zoo of mail robots: whatever reads the mail before its person gains nothing and burns nothing. The one that walks
 * both pages of *this wasn't me* can at most stop an attempt, which its asker is told, with a new mail in one tap.
 */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse } from './support/house.ts'
import {
  ask,
  type Device,
  device,
  insideAs,
  launch,
  type Mail,
  numberOn,
  openLink,
  ownNetwork,
  press,
  sees,
} from './support/person.ts'
import { comeBack, pressers, type Robot, readers, stopper, walker } from './support/robots.ts'

const ada = 'ada@acme.example'
/** A robot loads many pages. */
const timeout = 120_000
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

/** Each has read the mail: it came, was given no cookie, sent no mail and signed nobody in. */
async function read(robots: readonly Robot[], mail: Mail, house: House): Promise<void> {
  const mails = house.inbox.messages().length
  for (const robot of robots) {
    const network = ownNetwork()
    await robot.visit({ browser, mail, network })
    const visits = house.visitsFrom(network)
    expect(visits.length, robot.name).toBeGreaterThan(0)
    expect(
      visits.filter(({ status }) => status >= 500),
      robot.name,
    ).toEqual([])
    expect(
      visits.flatMap(({ cookies }) => cookies),
      robot.name,
    ).toEqual([])
    expect(house.inbox.messages().length, robot.name).toBe(mails)
    expect(house.events, robot.name).not.toContain('sign-in.completed')
  }
}

async function askAda(house: House): Promise<Mail & { readonly code?: string; readonly link?: string }> {
  await ask(laptop.page, house, ada, '/inside?doc=7')
  return house.inbox.next({ to: ada })
}

async function arrives(house: House): Promise<void> {
  await laptop.page.waitForURL(`${house.url}/inside?doc=7`)
  await sees(laptop.page, `Inside as ${ada}`)
}

describe.each([
  { kind: 'read', before: { link: readers, code: readers } },
  { kind: 'press', before: { link: pressers.slice(0, 1), code: pressers.slice(1) } },
])('after robots that $kind', ({ before }) => {
  test('the link still works', { timeout }, async () => {
    const mail = await askAda(house)
    await read(before.link, mail, house)
    await openLink(laptop.page, mail)
    await arrives(house)
  })

  test('the code still works, on a waiting page that never noticed', { timeout }, async () => {
    const mail = await askAda(house)
    const { page } = laptop
    let loads = 0
    page.on('load', () => loads++)
    await read(before.code, mail, house)
    await sees(page, 'Check your email')
    expect(loads).toBe(0)
    await page.locator('#code').pressSequentially(mail.code ?? '')
    await arrives(house)
  })
})

test('after robots that press, the phone may still let the laptop in by its number', { timeout }, async () => {
  const mail = await askAda(house)
  await read(pressers.slice(0, 1), mail, house)
  const { context, page } = await device(browser, { kind: 'phone' })
  await openLink(page, mail)
  await sees(page, 'Did you ask to sign in?')
  await page.locator('#number').fill(await numberOn(laptop.page))
  await press(page, 'Let it in')
  await arrives(house)
  await context.close()
})

test('what the asker’s own browser fetches ahead, cookies and all, signs nobody in', async () => {
  const mail = await askAda(house)
  const headers = { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' }
  expect((await laptop.context.request.get(mail.link ?? '', { headers })).status()).toBe(200)
  expect(await insideAs(laptop, house)).toBeUndefined()
  await openLink(laptop.page, mail)
  await arrives(house)
})

test('one that walks both pages of *this wasn’t me* stops the attempt; its asker is told, and a tap brings a new mail', {
  timeout,
}, async () => {
  const mail = await askAda(house)
  const { context, page } = laptop
  await read([walker], mail, house)
  expect(house.events.filter((type) => type === 'attempt.cancelled')).toHaveLength(1)
  await sees(page, 'This sign-in was stopped')
  const tab = await context.newPage()
  await openLink(tab, mail)
  await sees(tab, 'This sign-in was stopped')
  expect(await tab.getByRole('button', { name: 'Email me a new link' }).count()).toBe(1)
  await press(page, 'Email me a new link')
  await sees(page, 'Check your email')
  await openLink(page, await house.inbox.next({ to: ada }))
  await arrives(house)
})

test('one that walks both pages once she is in ends no session', { timeout }, async () => {
  const mail = await askAda(house)
  await openLink(laptop.page, mail)
  await arrives(house)
  const network = ownNetwork()
  await stopper.visit({ browser, mail, network })
  expect(house.visitsFrom(network).filter(({ method }) => method === 'POST').length).toBeGreaterThan(1)
  expect(house.visitsFrom(network).flatMap(({ cookies }) => cookies)).toEqual([])
  expect(house.inbox.messages()).toHaveLength(1)
  expect(house.events).not.toContain('session.revoked')
  expect(await insideAs(laptop, house)).toBe(ada)
})

test('one that keeps its cookies, and goes on to what it had sent by a used mail, gets one mail and no session', {
  timeout,
}, async () => {
  const mail = await askAda(house)
  await openLink(laptop.page, mail)
  await arrives(house)
  const network = ownNetwork()
  const walks = [mail, mail]
  let walked = 0
  await comeBack({ browser, network }, async () => walks.pop() ?? house.inbox.messages()[walked++])
  expect(walked).toBe(3)
  expect(house.inbox.messages()).toHaveLength(2)
  expect(house.events.filter((type) => type === 'sign-in.completed')).toHaveLength(1)
  expect(await insideAs(laptop, house)).toBe(ada)
})

test('where the link carries its secret in the query, robots burn it no more than elsewhere', { timeout }, async () => {
  const house = await openHouse({ link: 'query' })
  try {
    const mail = await askAda(house)
    await read([...readers, ...pressers.slice(0, 1)], mail, house)
    await openLink(laptop.page, mail)
    await press(laptop.page, 'Sign in')
    await arrives(house)
  } finally {
    await house.close()
  }
})
