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
  openNotMe,
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
    let shownWhenSent = ''
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
    page.on('request', (request) => {
      if (request.url().endsWith('/confirm')) shownWhenSent = addresses.at(-1) ?? ''
    })
    await ask(page, house, ada, '/inside?doc=7')
    const mail = await house.inbox.next({ to: ada })
    await openLink(page, mail)
    await page.waitForURL(`${house.url}/inside?doc=7`)
    await sees(page, `Inside as ${ada}`)
    const [landing = '', secret = ''] = mail.link?.split('#') ?? []
    expect(secret.length).toBeGreaterThan(40)
    expect(addresses).toContain(mail.link)
    expect(shownWhenSent).toBe(landing)
    const written = house.visits.map(({ url, headers }) => `${url} ${headers.referer ?? ''}`).join('\n')
    expect(written).not.toContain(secret)
    const history = await laptop.context
      .newCDPSession(page)
      .then((session) => session.send('Page.getNavigationHistory'))
    expect(history.entries.map((entry) => entry.url).join('\n')).not.toContain(secret)
    expect(history.entries.map((entry) => entry.userTypedURL).join('\n')).not.toContain(secret)
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

describe('somebody is signed in already', () => {
  const bob = 'bob@acme.example'

  test('a link for another address asks first, burns nothing, and changes the account only when told to', async () => {
    await signIn(laptop, house, ada)
    await ask(page, house, bob, '/inside')
    const mail = await house.inbox.next({ to: bob })
    await openLink(page, mail)
    await sees(page, /^Sign in as b••@acme\.example/)
    await reads(page, 'Here you are signed in as a••@acme.example.')
    await page.getByRole('link', { name: 'Stay as I am' }).click()
    await sees(page, `Inside as ${ada}`)
    await openLink(page, mail)
    await press(page, 'Change account')
    await sees(page, `Inside as ${bob}`)
    expect(new URL(page.url()).pathname).toBe('/inside')
  })

  test('a code for another address asks first as well', async () => {
    await signIn(laptop, house, ada)
    await ask(page, house, bob)
    const { code = '' } = await house.inbox.next({ to: bob })
    await page.locator('#code').pressSequentially(code)
    await sees(page, /^Sign in as b••@acme\.example/)
    expect(await insideAs(laptop, house)).toBe(ada)
    await press(page, 'Change account')
    await sees(page, `Inside as ${bob}`)
  })

  test('the sign-in page says who is in and leads on', async () => {
    await signIn(laptop, house, ada)
    await page.goto(`${house.url}/auth/sign-in`)
    await reads(page, 'You are signed in as a••@acme.example.')
    await page.locator('main').getByRole('link', { name: 'Continue to Acme' }).click()
    await sees(page, `Inside as ${ada}`)
  })

  test('signing out ends the session here, and leads to where one signs in', async () => {
    await signIn(laptop, house, ada)
    await page.goto(`${house.url}/auth/signed-in`)
    await sees(page, 'You’re in')
    await press(page, 'Sign out')
    await sees(page, 'You are signed out')
    expect(await insideAs(laptop, house)).toBeUndefined()
    await page.getByRole('link', { name: 'Sign in again' }).click()
    await sees(page, 'Sign in to Acme')
  })
})

describe('a link that is over', () => {
  test('expired: says so, and one tap brings a new mail that leads to the same place', async () => {
    await ask(page, house, ada, '/inside?doc=7')
    const mail = await house.inbox.next({ to: ada })
    await page.goto('about:blank')
    house.later(21 * 60_000)
    await openLink(page, mail)
    await sees(page, 'This link has expired')
    await reads(page, 'It goes to a••@acme.example.')
    await press(page, 'Email me a new link')
    await sees(page, 'Check your email')
    await openLink(page, await house.inbox.next({ to: ada }))
    await page.waitForURL(`${house.url}/inside?doc=7`)
  })

  test('used: says where and when, and one tap brings a new mail; a browser that did not ask types the address to it, and gets the start address', async () => {
    await ask(page, house, ada, '/inside?doc=7')
    const mail = await house.inbox.next({ to: ada })
    await openLink(page, mail)
    await sees(page, `Inside as ${ada}`)
    const other = await device(browser, { kind: 'phone' })
    await openLink(other.page, mail)
    await sees(other.page, 'This link was already used')
    await reads(other.page, 'Chrome on Windows')
    await press(other.page, 'Email me a new link')
    await sees(other.page, 'Check your email')
    await openLink(other.page, await house.inbox.next({ to: ada }))
    await sees(other.page, 'Did you ask to sign in?')
    await other.page.getByLabel('To sign in here, type your address').fill(ada)
    await press(other.page, 'Sign in here')
    await sees(other.page, `Inside as ${ada}`)
    expect(new URL(other.page.url()).pathname).toBe('/home')
    await other.context.close()
  })
})

describe('this wasn’t me', () => {
  test('two pages from the mail stop an open attempt, and the page that waits offers a new mail in one tap', async () => {
    await ask(page, house, ada, '/inside?doc=7')
    const mail = await house.inbox.next({ to: ada })
    const phone = await device(browser, { kind: 'phone' })
    await openNotMe(phone.page, mail)
    await sees(phone.page, 'Stop this sign-in?')
    await reads(phone.page, 'Chrome on Windows')
    expect(house.events).not.toContain('attempt.cancelled')
    await press(phone.page, 'Stop it')
    await sees(phone.page, 'Stopped')
    await sees(page, 'This sign-in was stopped')
    await openLink(phone.page, mail)
    await sees(phone.page, 'This sign-in was stopped')
    await press(page, 'Email me a new link')
    await sees(page, 'Check your email')
    await openLink(page, await house.inbox.next({ to: ada }))
    await page.waitForURL(`${house.url}/inside?doc=7`)
    await phone.context.close()
  })

  test('from another browser, a session that was made ends only for who types the address', async () => {
    await ask(page, house, ada)
    const mail = await house.inbox.next({ to: ada })
    await openLink(page, mail)
    await sees(page, `Inside as ${ada}`)
    const phone = await device(browser, { kind: 'phone' })
    await openNotMe(phone.page, mail)
    await sees(phone.page, 'Stop this sign-in?')
    await phone.page.getByLabel('To sign it out, type your address').fill('eve@acme.example')
    await press(phone.page, 'Stop it')
    await reads(phone.page, 'That isn’t the address this email went to.')
    expect(await insideAs(laptop, house)).toBe(ada)
    await phone.page.getByLabel('To sign it out, type your address').fill('Ada@Acme.example')
    await press(phone.page, 'Stop it')
    await sees(phone.page, 'Stopped')
    expect(await insideAs(laptop, house)).toBeUndefined()
    expect(await insideAs(phone, house)).toBeUndefined()
    await phone.context.close()
  })
})
