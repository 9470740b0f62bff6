/** One person, one browser: every way through the door that needs nothing but it. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse } from './support/house.ts'
import {
  ask,
  type Device,
  device,
  insideAs,
  launch,
  openLink,
  otherThan,
  press,
  reads,
  sees,
  showMail,
  signIn,
} from './support/person.ts'

const ada = 'ada@acme.example'
let browser: Browser
let house: House
let laptop: Device
let page: Page

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  house = await openHouse()
  laptop = await device(browser)
  page = laptop.page
})
afterEach(async () => {
  await laptop.context.close()
  await house.close()
})
afterAll(() => browser.close())

describe('by link', () => {
  test('one step from the mail to where the person wanted to go, and no secret stays in the address bar or behind', async () => {
    const addresses: string[] = []
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
    await ask(page, house, ada, '/inside?doc=7')
    const mail = await house.inbox.next({ to: ada })
    await openLink(page, mail)
    await page.waitForURL(`${house.url}/inside?doc=7`)
    await sees(page, `Inside as ${ada}`)
    const secret = mail.link?.split('#')[1] ?? ''
    expect(secret.length).toBeGreaterThan(40)
    const written = house.visits.map(({ url, headers }) => `${url} ${headers.referer ?? ''}`).join('\n')
    expect(written).not.toContain(secret)
    const history = await laptop.context.newCDPSession(page).then((session) => session.send('Page.getNavigationHistory'))
    expect(history.entries.map((entry) => entry.url).join('\n')).not.toContain(secret)
    expect(history.entries.map((entry) => entry.userTypedURL).join('\n')).not.toContain(secret)
    expect(addresses.filter((url) => url.includes('/auth/link/')).length).toBeGreaterThan(0)
  })

  test('the address bar is clean while the landing page still waits for its answer', async () => {
    await ask(page, house, ada)
    const { link } = await house.inbox.next({ to: ada })
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    await page.route('**/confirm', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(link ?? '', { waitUntil: 'commit' })
    await page.waitForFunction(() => location.hash === '' && location.pathname.includes('/link/'))
    await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent === 'Signing you in')
    letGo()
    await sees(page, `Inside as ${ada}`)
  })

  test('two clicks on the link make one session, and the second just continues', async () => {
    await ask(page, house, ada, '/inside')
    const mail = await house.inbox.next({ to: ada })
    await showMail(page, mail)
    await page.getByRole('link', { name: /^Sign in to/ }).dblclick()
    await sees(page, `Inside as ${ada}`)
    await openLink(page, mail)
    await sees(page, `Inside as ${ada}`)
    expect(house.events.filter((type) => type === 'sign-in.completed')).toHaveLength(1)
  })

  test('two tabs that open the link at once both get in, with one session between them', async () => {
    await ask(page, house, ada, '/inside')
    const mail = await house.inbox.next({ to: ada })
    const tabs = await Promise.all([laptop.context.newPage(), laptop.context.newPage()])
    await Promise.all(tabs.map((tab) => openLink(tab, mail)))
    await Promise.all(tabs.map((tab) => sees(tab, `Inside as ${ada}`)))
    expect(house.events.filter((type) => type === 'sign-in.completed')).toHaveLength(1)
  })

  test('the tab that waits goes on by itself when another tab of the browser opens the link', async () => {
    await ask(page, house, ada, '/inside?doc=7')
    const tab = await laptop.context.newPage()
    await openLink(tab, await house.inbox.next({ to: ada }))
    await sees(tab, `Inside as ${ada}`)
    await sees(page, 'You’re in')
    await page.getByRole('link', { name: 'Continue to Acme' }).click()
    await page.waitForURL(`${house.url}/inside?doc=7`)
    await sees(page, `Inside as ${ada}`)
  })

  test('back from inside leads to no error and to no second sign-in', async () => {
    await ask(page, house, ada)
    await openLink(page, await house.inbox.next({ to: ada }))
    await sees(page, `Inside as ${ada}`)
    for (let steps = 0; steps < 3; steps++) {
      await page.goBack()
      expect(await page.locator('h1').first().innerText()).not.toMatch(/broke|can’t read/)
    }
    expect(await insideAs(laptop, house)).toBe(ada)
    expect(house.events.filter((type) => type === 'sign-in.completed')).toHaveLength(1)
  })
})

describe('by code', () => {
  test('a code that is pasted with spaces goes off by itself', async () => {
    await ask(page, house, ada, '/inside?doc=7')
    const { code = '' } = await house.inbox.next({ to: ada })
    await laptop.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: house.url })
    await page.evaluate((text) => navigator.clipboard.writeText(text), ` ${code.slice(0, 3)} ${code.slice(3)} `)
    await page.locator('#code').focus()
    await page.keyboard.press('Control+V')
    await page.waitForURL(`${house.url}/inside?doc=7`)
    await sees(page, `Inside as ${ada}`)
  })

  test('the field has the focus, and the last digit sends the code', async () => {
    await ask(page, house, ada)
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.keyboard.type(code)
    await sees(page, `Inside as ${ada}`)
  })

  test('a wrong code says how many tries are left, five shut codes, and the link still works', async () => {
    await ask(page, house, ada, '/inside')
    const mail = await house.inbox.next({ to: ada })
    const wrong = otherThan(mail.code ?? '')
    for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
      await page.locator('#code').pressSequentially(wrong)
      await reads(page, `That code isn’t right. You have ${left} left.`)
    }
    await page.locator('#code').pressSequentially(wrong)
    await reads(page, 'codes are shut')
    await openLink(page, mail)
    await sees(page, `Inside as ${ada}`)
  })
})

describe('waiting', () => {
  test('a reload after a wrong code does not type it again', async () => {
    await ask(page, house, ada)
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.locator('#code').pressSequentially(otherThan(code))
    await reads(page, 'You have 4 tries left')
    await page.reload()
    await sees(page, 'Check your email')
    await page.locator('#code').pressSequentially(otherThan(code))
    await reads(page, 'You have 3 tries left')
    const tab = await laptop.context.newPage()
    await openLink(tab, house.inbox.messages()[0] ?? expect.fail())
    await sees(tab, `Inside as ${ada}`)
    await sees(page, 'You’re in')
  })

  test('a reload keeps the page, its number and its code field', async () => {
    await ask(page, house, ada)
    const { code = '' } = await house.inbox.next({ to: ada })
    const number = await page.locator('.number output').innerText()
    await page.reload()
    await sees(page, 'Check your email')
    expect(await page.locator('.number output').innerText()).toBe(number)
    await page.locator('#code').pressSequentially(code)
    await sees(page, `Inside as ${ada}`)
  })

  test('a resend counts down before it may be pressed, and says that it sent', async () => {
    await ask(page, house, ada)
    const again = page.getByRole('button', { name: /^Send again/ })
    await expect.poll(() => again.getAttribute('aria-disabled')).toBe('true')
    await expect.poll(() => page.getByRole('timer').innerText()).toMatch(/^0:[0-3]\d$/)
    await again.click({ force: true })
    expect(house.inbox.messages()).toHaveLength(1)
    house.later(31_000)
    await page.reload()
    await again.click()
    await reads(page, /^Sent again to/)
    expect(await house.inbox.next({ to: ada })).toBeDefined()
    expect(await house.inbox.next({ to: ada })).toBeDefined()
  })

  test('the last three mails of an attempt work, and the fourth pushes out the first, which says so', async () => {
    await signIn(laptop, house, ada)
    await page.goto(`${house.url}/auth/signed-in`)
    await press(page, 'Sign out')
    await ask(page, house, ada, '/inside')
    const mails = [await house.inbox.next({ to: ada })]
    for (let count = 1; count < 4; count++) {
      house.later(121_000)
      await page.reload()
      await page.getByRole('button', { name: /^Send again/ }).click()
      await reads(page, /^Sent again to/)
      mails.push(await house.inbox.next({ to: ada }))
    }
    const [first, second] = mails
    const tab = await laptop.context.newPage()
    await openLink(tab, first ?? expect.fail())
    await sees(tab, 'A newer email is waiting')
    await openLink(tab, second ?? expect.fail())
    await sees(tab, `Inside as ${ada}`)
    await sees(page, 'You’re in')
  })

  test('the old code of a mail that was sent again still works', async () => {
    await ask(page, house, ada)
    const { code = '' } = await house.inbox.next({ to: ada })
    house.later(31_000)
    await page.reload()
    await page.getByRole('button', { name: /^Send again/ }).click()
    await reads(page, /^Sent again to/)
    await page.locator('#code').pressSequentially(code)
    await sees(page, `Inside as ${ada}`)
  })

  test('the page turns by itself when the time is over, and offers a new mail in one tap that keeps the destination', async () => {
    await ask(page, house, ada, '/inside?doc=7')
    await house.inbox.next({ to: ada })
    house.later(21 * 60_000)
    await sees(page, 'This email has expired')
    await press(page, 'Email me a new link')
    await sees(page, 'Check your email')
    await openLink(page, await house.inbox.next({ to: ada }))
    await page.waitForURL(`${house.url}/inside?doc=7`)
  })
})
