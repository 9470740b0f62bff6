/** `<SignIn>`, `<SignedIn>`, `<SignedOut>`, `<AccountMenu>` and the hooks, in the oldest and the newest React we support. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appPage, type ReactVersion } from '../support/app.ts'
import { type House, openHouse } from '../support/house.ts'
import {
  type Device,
  device,
  launch,
  linksIn,
  openLink,
  otherThan,
  press,
  reads,
  sees,
  signIn,
} from '../support/person.ts'

const ada = 'ada@acme.example'
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe.each<{ react: ReactVersion; version: string }>([
  { react: '18', version: '18.3.1' },
  { react: '19', version: '19.3.1' },
])('React $version:', ({ react, version }) => {
  let html: string
  let house: House
  let laptop: Device
  let page: Page

  beforeAll(async () => {
    html = await appPage(react)
  })
  beforeEach(async () => {
    house = await openHouse()
    house.serve('/app', html)
    laptop = await device(browser)
    page = laptop.page
  })
  afterEach(async () => {
    await laptop.context.close()
    await house.close()
  })

  const open = async (wishes: object = {}): Promise<void> => {
    await page.goto(`${house.url}/app#${encodeURIComponent(JSON.stringify(wishes))}`)
    await sees(page, `Acme on React ${version}`)
  }
  const ask = async (wishes: object = {}): Promise<void> => {
    await open(wishes)
    await page.getByLabel('Email address').fill(ada)
    await press(page, 'Email me')
    await says('Check your email')
  }
  const says = (title: string | RegExp): Promise<void> => page.getByRole('heading', { level: 2, name: title }).waitFor()
  const inside = (by: string): Promise<void> => reads(page, `Inside as ${ada}, by ${by}`)
  const signedIn = (): Promise<string[]> => page.evaluate(() => globalThis.signedIn)

  test('a person signs in by code with the keyboard alone; a wrong code says how many tries are left', async () => {
    await open()
    await page.getByLabel('Email address').focus()
    await page.keyboard.type(ada)
    await page.keyboard.press('Enter')
    await says('Check your email')
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.keyboard.type(otherThan(code))
    await reads(page, 'That code isn’t right. You have 4 tries left.')
    expect(await page.getByRole('textbox').getAttribute('aria-invalid')).toBe('true')
    await page.keyboard.type(code)
    await inside('email-code')
    expect(await signedIn()).toEqual([ada])
  })

  test('the menu button opens by click and arrow, is walked with the keys, and signs out', async () => {
    await ask()
    await page.getByLabel('Type the code').fill((await house.inbox.next({ to: ada })).code ?? '')
    const button = page.getByRole('button', { name: ada })
    await button.focus()
    await page.keyboard.press('ArrowDown')
    expect(await focusedText(page)).toBe('Your account')
    await page.keyboard.press('ArrowDown')
    expect(await focusedText(page)).toBe('Settings')
    await page.keyboard.press('End')
    expect(await focusedText(page)).toBe('Sign out')
    await page.keyboard.press('y')
    expect(await focusedText(page)).toBe('Your account')
    await page.keyboard.press('Escape')
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await page.getByRole('menu').count()).toBe(0)
    await button.click()
    await page.getByRole('heading', { level: 1 }).click()
    expect(await page.getByRole('menu').count()).toBe(0)
    await button.click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await says('Sign in to Acme')
    expect(await page.evaluate(() => globalThis.client.getUser())).toBeNull()
  })

  // What is left asks nothing of React that one version does and the other does not.
  if (react === '18') return

  test('a sign-out that did not reach the server is said, and can be tried again', async () => {
    await ask()
    await page.getByLabel('Type the code').fill((await house.inbox.next({ to: ada })).code ?? '')
    const leave = async (): Promise<void> => {
      await page.getByRole('button', { name: ada }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
    }
    await inside('email-code')
    await laptop.context.setOffline(true)
    await leave()
    await page.getByRole('alert').filter({ hasText: 'You are still signed in' }).waitFor()
    await inside('email-code')
    expect(await page.evaluate(() => globalThis.left)).toEqual(['network'])
    await laptop.context.setOffline(false)
    await leave()
    await says('Sign in to Acme')
    expect(await page.evaluate(() => globalThis.left)).toEqual(['network', 'signed out'])
  })

  test('in bearer mode whoever signs out is out, and who listens is told, whatever the network does', async () => {
    await house.close()
    house = await openHouse({ mode: 'bearer' })
    house.serve('/app', html)
    await ask({ bearer: true })
    await page.getByLabel('Type the code').fill((await house.inbox.next({ to: ada })).code ?? '')
    await page.getByRole('button', { name: ada }).click()
    await laptop.context.setOffline(true)
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await says('Sign in to Acme')
    await expect.poll(() => page.evaluate(() => globalThis.left)).toEqual(['network', 'signed out'])
  })

  test('counts down by the server’s clock where the device’s is slow', async () => {
    await page.clock.install({ time: Date.now() - 300_000 })
    await ask()
    expect(await page.getByRole('timer').innerText()).toMatch(/^0:[0-3]\d$/)
    await page.reload()
    expect(await page.getByRole('timer').innerText()).toMatch(/^0:[0-3]\d$/)
  })

  test('an attempt that another tab overtook is forgotten: after the next sign-out one simply starts', async () => {
    await ask()
    const tab = await laptop.context.newPage()
    await signIn({ ...laptop, page: tab }, house, 'bob@acme.example')
    await tab.goto(`${house.url}/app#${encodeURIComponent('{"bare":true}')}`)
    await reads(page, 'Inside as bob@acme.example')
    await page.reload()
    await reads(page, 'Inside as bob@acme.example')
    await page.getByRole('button', { name: 'bob@acme.example' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await says('Sign in to Acme')
    await page.waitForTimeout(500)
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([''])
  })

  test('whoever is in as somebody else goes on waiting after a reload', async () => {
    await signIn(laptop, house, 'bob@acme.example')
    await ask({ always: true })
    await reads(page, 'Inside as bob@acme.example')
    await page.reload()
    await says('Check your email')
    await reads(page, 'Inside as bob@acme.example')
    await page.reload()
    await says('Check your email')
  })

  test.each([
    ['Arabic', 0x660],
    ['Persian', 0x6f0],
    ['Hindi', 0x966],
  ])('a code is taken in the digits of a keyboard in %s', async (_, zero) => {
    await ask()
    const { code = '' } = await house.inbox.next({ to: ada })
    const typed = [...code].map((digit) => String.fromCharCode(zero + Number(digit))).join('')
    await page.getByLabel('Type the code').pressSequentially(typed)
    await inside('email-code')
  })

  test.each([
    ['address-reserved', 'This address is reserved'],
    ['sign-in-off', 'Nobody can sign in here right now'],
  ])('a proved address that is refused by %s is told so', async (code, title) => {
    await ask()
    const json = { code, status: 403 }
    await page.route('**/code/verify', (route) => route.fulfill({ status: 403, json }))
    await page.getByLabel('Type the code').fill('123456')
    await says(title)
  })

  test('a code is pasted with its spaces, and goes off by itself', async () => {
    await ask()
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.getByLabel('Type the code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await inside('email-code')
  })

  test('after five wrong codes the field is gone, and the link still works', async () => {
    await ask()
    const mail = await house.inbox.next({ to: ada })
    for (let left = 4; left >= 0; left--) {
      await page.getByLabel('Type the code').fill('')
      await page.getByLabel('Type the code').fill(otherThan(mail.code ?? ''))
      await reads(page, left > 0 ? new RegExp(`You have ${left} tr`) : 'codes are shut')
    }
    expect(await page.getByLabel('Type the code').count()).toBe(0)
    expect(await page.getByRole('alert').evaluate((one) => one === document.activeElement)).toBe(true)
    const tab = await laptop.context.newPage()
    await openLink(tab, mail)
    await inside('email-link')
  })

  test('the link in another tab lets this one in', async () => {
    await ask()
    const tab = await laptop.context.newPage()
    await openLink(tab, await house.inbox.next({ to: ada }))
    await sees(tab, `Inside as ${ada}`)
    await inside('email-link')
    expect(await signedIn()).toEqual([ada])
  })

  test('the number typed on the phone lets this browser in', async () => {
    await ask()
    const number = await page.getByLabel('Your number').innerText()
    const phone = await device(browser, { kind: 'phone' })
    await phone.page.goto(linksIn(await house.inbox.next({ to: ada })).link)
    await phone.page.getByLabel('To let that browser in').fill(number)
    await press(phone.page, 'Let it in')
    await inside('approved')
    expect(await signedIn()).toEqual([ada])
    await phone.context.close()
  })

  test('goes to the destination where one was asked for, and nobody handles the end', async () => {
    await ask({ redirectTo: '/inside?doc=7' })
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.getByLabel('Type the code').fill(code)
    await page.waitForURL(`${house.url}/inside?doc=7`)
  })

  test('a reload goes on waiting, and another address starts anew with the old one to mend', async () => {
    await ask()
    await page.reload()
    await says('Check your email')
    await press(page, 'Other address')
    await says('Sign in to Acme')
    expect(await page.getByLabel('Email address').inputValue()).toBe(ada)
    await page.reload()
    await says('Sign in to Acme')
  })

  test('what is no address is said at the field, which keeps it', async () => {
    await open()
    await page.getByLabel('Email address').fill('ada@')
    await press(page, 'Email me')
    await reads(page, 'That doesn’t look like an email address.')
    const field = page.getByLabel('Email address')
    expect(await field.inputValue()).toBe('ada@')
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
  })

  test('another mail goes out when its countdown is over, and the first code still works', async () => {
    await ask()
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.getByRole('timer').waitFor()
    await page.getByRole('button', { name: /^Send again at/ }).click({ force: true })
    expect(house.visitsFrom(laptop.network).some(({ url }) => url.endsWith('/resend'))).toBe(false)
    await page.clock.install()
    house.later(31_000)
    await page.clock.fastForward(31_000)
    await page.getByRole('button', { name: 'Send again', exact: true }).click()
    await reads(page, /^Sent again to/)
    await house.inbox.next({ to: ada })
    await page.getByLabel('Type the code').fill(code)
    await inside('email-code')
  })

  test('says that it was stopped, and one tap brings a new mail', async () => {
    await ask()
    const stranger = await device(browser)
    await stranger.page.goto(linksIn(await house.inbox.next({ to: ada })).cancel)
    await press(stranger.page, 'Stop it')
    await says('This sign-in was stopped')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('This sign-in was stopped')
    await press(page, 'Email me a new link')
    await says('Check your email')
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.getByLabel('Type the code').fill(code)
    await inside('email-code')
    await stranger.context.close()
  })

  test('says that the link signed in elsewhere, and when time is over', async () => {
    await ask()
    const phone = await device(browser, { kind: 'phone' })
    await phone.page.goto(linksIn(await house.inbox.next({ to: ada })).link)
    await phone.page.getByLabel('To sign in here').fill(ada)
    await press(phone.page, 'Sign in here')
    await says('You signed in elsewhere')
    await press(page, 'Sign in here too')
    await says('Check your email')
    house.later(21 * 60_000)
    await says('This email has expired')
    await phone.context.close()
  })

  test('a proved address that may not come in is told why', async () => {
    house.auth.before('sign-in', () => ({ veto: 'Only on weekdays.' }))
    await ask()
    await page.getByLabel('Type the code').fill((await house.inbox.next({ to: ada })).code ?? '')
    await says('You can’t sign in here')
    await reads(page, 'Only on weekdays.')
    expect(await signedIn()).toEqual([])
  })

  test('whoever is in as somebody else is asked before the account changes', async () => {
    await signIn(laptop, house, 'bob@acme.example')
    await ask({ always: true })
    await page.getByLabel('Type the code').fill((await house.inbox.next({ to: ada })).code ?? '')
    await says(/^Sign in as a••@acme\.example/)
    await reads(page, 'Here you are signed in as b••@acme.example.')
    await press(page, 'Change account')
    await says('You’re in')
    await inside('email-code')
  })
})

function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => (document.activeElement as HTMLElement).innerText)
}
