/** The account in real browsers: a change of address, its undo, robots on its mails, and every page for everybody. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contrastFaults, outside, shattered, smallTargets } from './support/eyes.ts'
import { type House, openHouse } from './support/house.ts'
import {
  type Device,
  device,
  insideAs,
  launch,
  type Mail,
  ownNetwork,
  press,
  reads,
  sees,
  showMail,
  signIn,
} from './support/person.ts'
import { pressers, readers } from './support/robots.ts'

const ada = 'ada@acme.example'
const lovelace = 'lovelace@analytical.example'
const aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
let browser: Browser
let house: House
let laptop: Device
let phone: Device

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  house = await openHouse({ placeOf: () => 'Lyon, France' })
  laptop = await device(browser)
  phone = await device(browser, { kind: 'phone' })
})
afterEach(async () => {
  await Promise.all([laptop.context.close(), phone.context.close()])
  await house.close()
})
afterAll(() => browser.close())

async function askForAddress({ page }: Device, address: string): Promise<Mail> {
  await page.goto(`${house.url}/auth/account`)
  await page.getByRole('link', { name: 'Use another address' }).click()
  await page.getByLabel('The new address').fill(address)
  await press(page, 'Email it')
  await sees(page, 'Check your email')
  return house.inbox.next({ to: address })
}

async function open(page: Page, mail: Mail, link: string | RegExp): Promise<void> {
  await showMail(page, mail)
  await page.getByRole('link', { name: link }).click()
}

describe('another address', () => {
  test('is hers once its mail is opened where she asked, and not elsewhere', async () => {
    await signIn(laptop, house, ada)
    const mail = await askForAddress(laptop, lovelace)
    await open(phone.page, mail, 'Confirm this address')
    await sees(phone.page, 'Open it where you asked')
    expect(await insideAs(laptop, house)).toBe(ada)
    await open(laptop.page, mail, 'Confirm this address')
    await sees(laptop.page, 'Your account')
    await reads(laptop.page, 'That address is yours now.')
    expect(await insideAs(laptop, house)).toBe(lovelace)
  })

  test('is undone from the old mailbox: she types it, and every browser is out', async () => {
    await signIn(laptop, house, ada)
    await open(laptop.page, await askForAddress(laptop, lovelace), 'Confirm this address')
    await sees(laptop.page, 'Your account')
    const told = await house.inbox.next({ to: ada })
    expect(told.subject).toBe('Your Acme address was changed')
    await open(phone.page, told, 'Undo the change')
    await sees(phone.page, 'Undo the change?')
    expect(phone.page.url()).not.toContain('#')
    await phone.page.locator('#email').fill(ada)
    await press(phone.page, 'Undo the change')
    await sees(phone.page, 'The change is undone')
    expect((await house.inbox.next({ to: ada })).subject).toBe('Your Acme addresses are as they were')
    expect([await insideAs(laptop, house), await insideAs(phone, house)]).toEqual([undefined, undefined])
    await signIn(phone, house, ada)
    expect(await insideAs(phone, house)).toBe(ada)
  })

  test('robots on both mails gain nothing and undo nothing', { timeout: 120_000 }, async () => {
    await signIn(laptop, house, ada)
    const mail = await askForAddress(laptop, lovelace)
    for (const robot of [...readers, ...pressers]) await robot.visit({ browser, mail, network: ownNetwork() })
    expect([await insideAs(laptop, house), house.events.includes('address.changed')]).toEqual([ada, false])
    await open(laptop.page, mail, 'Confirm this address')
    await sees(laptop.page, 'Your account')
    const told = await house.inbox.next({ to: ada })
    const undo = /https?:\S+\/undo\/\S+/.exec(told.text)?.[0] ?? ''
    const robot = await device(browser)
    await robot.page.goto(undo)
    await sees(robot.page, 'Undo the change?')
    await Promise.all([
      robot.page.waitForNavigation(),
      robot.page.evaluate(() => document.querySelector<HTMLFormElement>('form[action*="/undo/"]')?.submit()),
    ])
    await sees(robot.page, 'Undo the change?')
    await robot.context.close()
    expect([await insideAs(laptop, house), house.events.includes('address.restored')]).toEqual([lovelace, false])
  })
})

test('an account is deleted in two steps, with nothing but a keyboard and without script', async () => {
  const plain = await device(browser, { javaScript: false })
  const { page } = plain
  await page.goto(`${house.url}/auth/sign-in`)
  await page.getByLabel('Email address').fill(ada)
  await page.keyboard.press('Enter')
  const code = async (): Promise<string> => (await house.inbox.next({ to: ada })).code ?? ''
  await page.locator('#code').fill(await code())
  await page.keyboard.press('Enter')
  await sees(page, `Inside as ${ada}`)
  await page.goto(`${house.url}/auth/account`)
  await page.getByRole('link', { name: 'Delete…' }).focus()
  await page.keyboard.press('Enter')
  await sees(page, 'Delete your account?')
  await page.getByRole('button', { name: 'Email me' }).focus()
  await page.keyboard.press('Enter')
  await sees(page, 'Check your email')
  await page.locator('#code').fill(await code())
  await page.keyboard.press('Enter')
  await sees(page, 'Delete it for ever?')
  expect(await insideAs(plain, house)).toBe(ada)
  await page.getByRole('button', { name: 'Delete for ever' }).focus()
  await page.keyboard.press('Enter')
  await sees(page, 'Your account is deleted')
  expect(await insideAs(plain, house)).toBeUndefined()
  expect((await house.inbox.next({ to: ada })).subject).toBe('Your Acme account is deleted')
  await plain.context.close()
})

test('after a while she confirms that it is her, and goes on where she was', async () => {
  await signIn(laptop, house, ada)
  house.later(11 * 60_000)
  const { page } = laptop
  await page.goto(`${house.url}/auth/account`)
  expect(await page.getByRole('link', { name: 'Use another address' }).count()).toBe(0)
  await press(page, 'Email me')
  await sees(page, 'Check your email')
  await open(page, await house.inbox.next({ to: ada }), 'Confirm that it is you')
  await sees(page, 'Your account')
  await reads(page, 'Confirmed.')
  await page.locator('.warn:focus').waitFor()
  await page.getByRole('link', { name: 'Use another address' }).waitFor()
})

test('where she is signed in is listed, and ended from there', async () => {
  await signIn(laptop, house, ada)
  await signIn(phone, house, ada)
  await laptop.page.goto(`${house.url}/auth/account`)
  await laptop.page.getByRole('button', { name: /^Sign out Chrome on Android/ }).click()
  await sees(laptop.page, 'Your account')
  expect([await insideAs(laptop, house), await insideAs(phone, house)]).toEqual([ada, undefined])
})

describe.each(['en', 'ar'])('the pages of an account are for everybody, in %s:', (locale) => {
  test.each(['account', 'account/address', 'account/delete'])('%s', { timeout: 60_000 }, async (path) => {
    const own = await device(browser, { locale })
    await signIn(laptop, house, ada)
    await own.context.addCookies(await laptop.context.cookies())
    const lens = await browser.newPage()
    const { page } = own
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.goto(`${house.url}/auth/${path}`)
      const { violations } = await new AxeBuilder({ page }).withTags(aa).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
      expect(await contrastFaults(page, lens)).toEqual([])
    }
    expect(await page.locator('html').getAttribute('dir')).toBe(locale === 'ar' ? 'rtl' : 'ltr')
    await page.setViewportSize({ width: 320, height: 640 })
    expect([await outside(page), await smallTargets(page)]).toEqual([[], []])
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    expect([await outside(page), await shattered(page)]).toEqual([[], []])
    await lens.close()
    await own.context.close()
  })
})
