/** Asked on one device, mail read on another: both ways in, and what each device is told. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse } from './support/house.ts'
import {
  ask,
  type Device,
  device,
  insideAs,
  launch,
  numberOn,
  openLink,
  otherThan,
  press,
  reads,
  sees,
  signIn,
} from './support/person.ts'

const ada = 'ada@acme.example'
const home = '127.0.113.7'
let browser: Browser
let house: House
let laptop: Device
let phone: Device

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  house = await openHouse()
  laptop = await device(browser, { network: home })
  phone = await device(browser, { kind: 'phone', network: home })
})
afterEach(async () => {
  await Promise.all([laptop.context.close(), phone.context.close()])
  await house.close()
})
afterAll(() => browser.close())

const typeNumber = async (number: string): Promise<void> => {
  await phone.page.locator('#number').fill(number)
  await press(phone.page, 'Let it in')
}

describe('the laptop asks and the phone reads the mail', () => {
  test('opening the link signs nobody in, and says who asked', async () => {
    await ask(laptop.page, house, ada, '/inside')
    await openLink(phone.page, await house.inbox.next({ to: ada }))
    await sees(phone.page, 'Did you ask to sign in?')
    await reads(phone.page, 'Chrome on Windows')
    await reads(phone.page, 'a••@acme.example')
    expect(await phone.page.content()).not.toContain(ada)
    expect(await insideAs(phone, house)).toBeUndefined()
    expect(await insideAs(laptop, house)).toBeUndefined()
  })

  test('the right number lets the laptop in: its page goes on by itself to where it wanted', async () => {
    await ask(laptop.page, house, ada, '/inside?doc=7')
    await openLink(phone.page, await house.inbox.next({ to: ada }))
    await sees(phone.page, 'Did you ask to sign in?')
    await typeNumber(await numberOn(laptop.page))
    await sees(phone.page, 'The other browser is in')
    await laptop.page.waitForURL(`${house.url}/inside?doc=7`)
    await sees(laptop.page, `Inside as ${ada}`)
    expect(await insideAs(phone, house)).toBeUndefined()
    const notice = await house.inbox.next({ to: ada })
    expect(notice.subject).toContain('was let in to Acme')
  })

  test('a wrong number shuts that way only: signing in on the phone still works', async () => {
    await ask(laptop.page, house, ada, '/inside')
    const mail = await house.inbox.next({ to: ada })
    await openLink(phone.page, mail)
    const number = await numberOn(laptop.page)
    await typeNumber(otherThan(number))
    await reads(phone.page, 'That isn’t its number')
    expect(await phone.page.locator('#number').count()).toBe(0)
    await openLink(phone.page, mail)
    await reads(phone.page, 'That browser can no longer be let in by its number.')
    await phone.page.getByLabel('To sign in here, type your address').fill(ada)
    await press(phone.page, 'Sign in here')
    await sees(phone.page, `Inside as ${ada}`)
    await sees(laptop.page, 'You signed in elsewhere')
    expect(await insideAs(laptop, house)).toBeUndefined()
  })

  test('after a wrong number the code from the same mail works where it was asked for', async () => {
    await ask(laptop.page, house, ada, '/inside')
    const mail = await house.inbox.next({ to: ada })
    await openLink(phone.page, mail)
    await typeNumber(otherThan(await numberOn(laptop.page)))
    await reads(phone.page, 'That isn’t its number')
    await laptop.page.locator('#code').pressSequentially(mail.code ?? '')
    await sees(laptop.page, `Inside as ${ada}`)
  })

  test('who let a browser in can take it back from the same page', async () => {
    await ask(laptop.page, house, ada)
    // Its page is closed, so nobody claims what the phone approves.
    await laptop.page.goto('about:blank')
    const { link = '' } = await house.inbox.next({ to: ada })
    const id = /link\/([^#]+)#/.exec(link)?.[1]
    const { number } = (await (await laptop.context.request.get(`${house.url}/auth/attempts/${id}`)).json()) as {
      number: string
    }
    await phone.page.goto(link)
    await typeNumber(number)
    await sees(phone.page, 'The other browser is in')
    await press(phone.page, 'That wasn’t me')
    await sees(phone.page, 'Stop this sign-in?')
    await press(phone.page, 'Stop it')
    await sees(phone.page, 'Stopped')
    await laptop.page.goto(`${house.url}/auth/check-email/${id}`)
    await sees(laptop.page, 'This sign-in was stopped')
    expect(await insideAs(laptop, house)).toBeUndefined()
  })

  test('another network is said before the number is typed', async () => {
    const cafe = await device(browser, { kind: 'phone', network: '127.51.100.9' })
    await ask(laptop.page, house, ada)
    await openLink(cafe.page, await house.inbox.next({ to: ada }))
    await reads(cafe.page, 'It is on another network.')
    await cafe.context.close()
  })

  test('a laptop whose person is signed in as somebody else is asked before it changes the account', async () => {
    const bob = 'bob@acme.example'
    await signIn(laptop, house, bob)
    await ask(laptop.page, house, ada, '/inside')
    await openLink(phone.page, await house.inbox.next({ to: ada }))
    await typeNumber(await numberOn(laptop.page))
    await sees(laptop.page, /^Sign in as a••@acme\.example/)
    expect(await insideAs(laptop, house)).toBe(bob)
    await press(laptop.page, 'Change account')
    await sees(laptop.page, `Inside as ${ada}`)
  })
})

describe('the phone comes first', () => {
  test('signing in there leads to the start address, the laptop is told, and gets in too with one tap and a new mail', async () => {
    await ask(laptop.page, house, ada, '/inside?doc=7')
    await openLink(phone.page, await house.inbox.next({ to: ada }))
    await phone.page.getByLabel('To sign in here, type your address').fill(' ADA@acme.example ')
    await press(phone.page, 'Sign in here')
    await sees(phone.page, `Inside as ${ada}`)
    expect(new URL(phone.page.url()).pathname).toBe('/home')
    await sees(laptop.page, 'You signed in elsewhere')
    expect(await insideAs(laptop, house)).toBeUndefined()
    await press(laptop.page, 'Sign in here too')
    await sees(laptop.page, 'Check your email')
    await openLink(laptop.page, await house.inbox.next({ to: ada }))
    await laptop.page.waitForURL(`${house.url}/inside?doc=7`)
    expect(await insideAs(phone, house)).toBe(ada)
  })

  test('a wrong address is told and spends nothing', async () => {
    await ask(laptop.page, house, ada)
    const mail = await house.inbox.next({ to: ada })
    await openLink(phone.page, mail)
    await phone.page.getByLabel('To sign in here, type your address').fill('eve@acme.example')
    await press(phone.page, 'Sign in here')
    await reads(phone.page, 'That isn’t the address this email went to.')
    expect(await insideAs(phone, house)).toBeUndefined()
    await openLink(laptop.page, mail)
    await sees(laptop.page, `Inside as ${ada}`)
  })

  test('a phone that is signed in as somebody else changes the account after one question, not two', async () => {
    const bob = 'bob@acme.example'
    await signIn(phone, house, bob)
    await ask(laptop.page, house, ada)
    await openLink(phone.page, await house.inbox.next({ to: ada }))
    await phone.page.getByLabel('To sign in here, type your address').fill(ada)
    await press(phone.page, 'Sign in here')
    await sees(phone.page, /^Sign in as a••@acme\.example/)
    expect(await insideAs(phone, house)).toBe(bob)
    await press(phone.page, 'Change account')
    await sees(phone.page, `Inside as ${ada}`)
  })
})

describe('the mail app opens the link in a browser of its own', () => {
  test('it says first to go back and type the code, which works there', async () => {
    const inApp = await device(browser, { kind: 'in-app', network: home })
    await ask(phone.page, house, ada, '/inside?doc=7')
    const mail = await house.inbox.next({ to: ada })
    await openLink(inApp.page, mail)
    await sees(inApp.page, 'Did you ask to sign in?')
    const hint = 'Asked on this device? Go back to where you asked and type the code from the email.'
    await reads(inApp.page, hint)
    const order = await inApp.page.locator('main').innerText()
    expect(order.indexOf(hint)).toBeLessThan(order.indexOf('To sign in here'))
    await phone.page.locator('#code').pressSequentially(mail.code ?? '')
    await phone.page.waitForURL(`${house.url}/inside?doc=7`)
    await sees(phone.page, `Inside as ${ada}`)
    expect(await insideAs(inApp, house)).toBeUndefined()
    await inApp.context.close()
  })

  test('a phone elsewhere is not told so', async () => {
    const other = await device(browser, { kind: 'phone', network: '127.51.100.9' })
    await ask(phone.page, house, ada)
    await openLink(other.page, await house.inbox.next({ to: ada }))
    await sees(other.page, 'Did you ask to sign in?')
    expect(await other.page.getByText('Asked on this device?').count()).toBe(0)
    await other.context.close()
  })
})
