/** Every step of `<SignIn>`, and the open menu, for everybody: measured as the hosted pages are. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appPage } from '../support/app.ts'
import { contrastFaults, outside, smallTargets } from '../support/eyes.ts'
import { type House, openHouse } from '../support/house.ts'
import { device, launch, linksIn, otherThan, signIn } from '../support/person.ts'

const aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
let browser: Browser
let house: House
let lens: Page

beforeAll(async () => {
  browser = await launch()
  house = await openHouse({ limits: 'off' })
  house.serve('/app', await appPage('19'))
  lens = await browser.newPage()
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

describe.each([
  { scheme: 'light' as const, rtl: false },
  { scheme: 'dark' as const, rtl: true },
])('$scheme, right to left: $rtl:', ({ scheme, rtl }) => {
  test('each step has no finding, can be read, fits 320 pixels and has targets of 44', {
    timeout: 180_000,
  }, async () => {
    const faults: string[] = []
    await walk({ scheme, rtl }, async (step, page) => {
      const found = [...(await axe(page)), ...(await contrastFaults(page, lens)), ...(await small(page))]
      faults.push(...found.map((fault) => `${step}: ${fault}`))
    })
    expect(faults).toEqual([])
  })
})

test.each([
  'display: grid; place-items: center',
  'display: flex; justify-content: center',
  'display: flex; flex-direction: column; align-items: center',
  'display: inline-block',
  'float: left',
])('keeps its width in a parent of %s, and fits a phone there', async (style) => {
  const { context, page } = await device(browser)
  await page.goto(`${house.url}/app`)
  const door = page.locator('.postern-door')
  await door.waitFor()
  await page.evaluate((css) => {
    document.querySelector('h1')?.remove()
    document.querySelector('main')?.setAttribute('style', css)
  }, style)
  expect(await door.evaluate((one) => one.getBoundingClientRect().width)).toBe(448)
  for (const padding of ['0', '1rem']) {
    await page.evaluate((css) => document.body.style.setProperty('padding', css), padding)
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await outside(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    expect(await door.evaluate((one) => one.getBoundingClientRect().width)).toBeGreaterThan(250)
  }
  await context.close()
})

interface Look {
  readonly scheme: 'light' | 'dark'
  readonly rtl: boolean
}

type Stop = (step: string, page: Page) => Promise<void>

async function walk({ scheme, rtl }: Look, stop: Stop): Promise<void> {
  const laptop = await device(browser, { more: { colorScheme: scheme } })
  const { page } = laptop
  const email = `${scheme}-${rtl}@acme.example`
  const open = (wishes: object = {}): Promise<unknown> =>
    page.goto(`${house.url}/app#${encodeURIComponent(JSON.stringify({ rtl, ...wishes }))}`)
  const ask = async (): Promise<void> => {
    await page.locator('input[type=email]').fill(email)
    await page.locator('form button').click()
    await page.locator('.postern-code').waitFor()
  }
  const at = (gate: string): Promise<void> => page.locator(`.postern[data-gate=${gate}]`).waitFor()

  await open()
  await page.locator('input[type=email]').fill('ada@')
  await stop('asking', page)
  await page.locator('form button').click()
  await page.locator('[aria-invalid]').waitFor()
  await stop('no address', page)
  await ask()
  const mail = await house.inbox.next({ to: email })
  await page.locator('.postern-code input').pressSequentially((mail.code ?? '').slice(0, 3))
  await stop('waiting', page)
  await page.locator('.postern-code input').fill(otherThan(mail.code ?? ''))
  await page.locator('.postern-code.wrong').waitFor()
  await stop('wrong code', page)
  const stranger = await device(browser)
  await stranger.page.goto(linksIn(mail).cancel)
  await stranger.page.getByRole('button', { name: 'Stop it' }).click()
  await at('barred')
  await stop('stopped', page)
  await stranger.context.close()

  await signIn(laptop, house, `bob-${email}`)
  await open({ always: true })
  await page.reload()
  await ask()
  const { code = '' } = await house.inbox.next({ to: email })
  await page.locator('.postern-code input').fill(code)
  await at('shut')
  await stop('another account', page)
  await page.locator('.postern-button').first().click()
  await at('open')
  await page.locator('.postern-account-button').click()
  await stop('signed in, with the menu open', page)
  await laptop.context.close()
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(aa).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

async function small(page: Page): Promise<string[]> {
  const size = page.viewportSize() ?? { width: 1280, height: 900 }
  await page.setViewportSize({ width: 320, height: 640 })
  const found = [...(await outside(page)), ...(await smallTargets(page))]
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  for (const fault of await outside(page)) found.push(`twice the size: ${fault}`)
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.setViewportSize(size)
  return found
}
