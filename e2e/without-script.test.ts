/** A browser that runs no script: every way in and out by forms and links alone. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, type HouseOptions, openHouse } from './support/house.ts'
import {
  ask,
  type Device,
  device,
  insideAs,
  launch,
  linksIn,
  numberOn,
  openLink,
  openNotMe,
  otherThan,
  press,
  reads,
  sees,
} from './support/person.ts'

const ada = 'ada@acme.example'
const destination = '/inside?doc=7'
let browser: Browser
let house: House
let devices: Device[]

beforeAll(async () => {
  browser = await launch()
})
beforeEach(() => {
  devices = []
})
afterEach(async () => {
  await Promise.all(devices.map(({ context }) => context.close()))
  await house.close()
})
afterAll(() => browser.close())

async function enter(options: HouseOptions = {}): Promise<Device> {
  house = await openHouse(options)
  return another()
}

async function another(kind: 'laptop' | 'phone' = 'laptop'): Promise<Device> {
  const made = await device(browser, { kind, javaScript: false })
  devices.push(made)
  return made
}

describe('by code', () => {
  test('the whole way: address, code with a space in it, destination, and out again', async () => {
    const laptop = await enter()
    const { page } = laptop
    await ask(page, house, ada, destination)
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.locator('#code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await press(page, 'Sign in')
    await page.waitForURL(house.url + destination)
    await sees(page, `Inside as ${ada}`)
    await page.goto(`${house.url}/auth/signed-in`)
    await press(page, 'Sign out')
    await sees(page, 'You are signed out')
    expect(await insideAs(laptop, house)).toBeUndefined()
  })

  test('typed on an Arabic keyboard is taken, and so is the number on the other device', async () => {
    const inArabic = (text: string): string => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)))
    const { page } = await enter()
    await ask(page, house, ada, destination)
    const { link = '', code = '' } = await house.inbox.next({ to: ada })
    const phone = await device(browser, { kind: 'phone' })
    devices.push(phone)
    await phone.page.goto(link)
    await phone.page.locator('#number').fill(inArabic(await numberOn(page)))
    await press(phone.page, 'Let it in')
    await sees(phone.page, 'The other browser is in')
    await page.locator('#code').fill(inArabic(code))
    await press(page, 'Sign in')
    await page.waitForURL(house.url + destination)
  })

  test('a wrong code keeps the page and what was typed, says how many tries are left, and the right one still works', async () => {
    const { page } = await enter()
    await ask(page, house, ada, destination)
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.locator('#code').fill(otherThan(code))
    await press(page, 'Sign in')
    await reads(page, 'That code isn’t right. You have 4 tries left.')
    expect(await page.locator('#code').inputValue()).toBe(otherThan(code))
    await page.locator('#code').fill(code)
    await press(page, 'Sign in')
    await page.waitForURL(house.url + destination)
  })

  test('a code of the wrong shape is kept back by the browser and costs no try', async () => {
    const { page } = await enter()
    await ask(page, house, ada)
    await page.locator('#code').fill('123')
    await press(page, 'Sign in')
    await sees(page, 'Check your email')
    expect(house.visits.some(({ url }) => url.endsWith('/code/verify'))).toBe(false)
  })
})

describe('the waiting page', () => {
  test('shows nothing that only a script could keep true, and all the help at once', async () => {
    const { page } = await enter()
    await ask(page, house, ada)
    expect(await page.getByRole('timer').isVisible()).toBe(false)
    await reads(page, 'Nothing yet?')
    await reads(page, /Link and code work until \d\d:\d\d/)
  })

  test('sends again when it is time, and says when it is not', async () => {
    const { page } = await enter()
    await ask(page, house, ada)
    const { code: first } = await house.inbox.next({ to: ada })
    await page.getByRole('button', { name: /^Send again/ }).click()
    await reads(page, /You can ask again at \d\d:\d\d/)
    house.later(31_000)
    await page.getByRole('button', { name: /^Send again/ }).click()
    await reads(page, /^Sent again to/)
    const { code: second } = await house.inbox.next({ to: ada })
    expect(second).not.toBe(first)
  })

  test('an address with a typo is put right in one press', async () => {
    const { page } = await enter()
    await ask(page, house, 'ada@gmial.com')
    await press(page, 'ada@gmail.com')
    await reads(page, /^Sent to ada@gmail\.com/)
    expect(await house.inbox.next({ to: 'ada@gmail.com' })).toBeDefined()
  })

  test('of an expired mail offers a new one in one press, to the same place', async () => {
    const { page } = await enter()
    await ask(page, house, ada, destination)
    await house.inbox.next({ to: ada })
    house.later(21 * 60_000)
    await page.reload()
    await sees(page, 'This email has expired')
    await press(page, 'Email me a new link')
    await sees(page, 'Check your email')
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.locator('#code').fill(code)
    await press(page, 'Sign in')
    await page.waitForURL(house.url + destination)
  })
})

describe('by a link with its secret in the query', () => {
  const link = 'query'

  test('opening it spends nothing, one press signs in, and it goes where the person wanted', async () => {
    const laptop = await enter({ link })
    const { page } = laptop
    await ask(page, house, ada, destination)
    const mail = await house.inbox.next({ to: ada })
    for (let times = 0; times < 2; times++) {
      await openLink(page, mail)
      await reads(page, 'One press, and the link is spent.')
      expect(await insideAs(laptop, house)).toBeUndefined()
    }
    await press(page, 'Sign in')
    await page.waitForURL(house.url + destination)
    await sees(page, `Inside as ${ada}`)
  })

  test('another browser types the address to sign in there, and a wrong one keeps it out', async () => {
    const laptop = await enter({ link })
    await ask(laptop.page, house, ada, destination)
    const phone = await another('phone')
    await openLink(phone.page, await house.inbox.next({ to: ada }))
    await press(phone.page, 'Sign in')
    await sees(phone.page, 'Did you ask to sign in?')
    await phone.page.locator('#email').fill('bea@acme.example')
    await press(phone.page, 'Sign in here')
    await reads(phone.page, 'That isn’t the address this email went to.')
    await phone.page.locator('#email').fill(ada)
    await press(phone.page, 'Sign in here')
    await phone.page.waitForURL(`${house.url}/home`)
    await laptop.page.reload()
    await sees(laptop.page, 'You signed in elsewhere')
    expect(await insideAs(laptop, house)).toBeUndefined()
  })

  test('the number approves the laptop, whose person reloads and continues', async () => {
    const laptop = await enter({ link })
    await ask(laptop.page, house, ada, destination)
    const phone = await another('phone')
    await openLink(phone.page, await house.inbox.next({ to: ada }))
    await press(phone.page, 'Sign in')
    await phone.page.locator('#number').fill(await numberOn(laptop.page))
    await press(phone.page, 'Let it in')
    await sees(phone.page, 'The other browser is in')
    expect(await insideAs(phone, house)).toBeUndefined()
    await laptop.page.reload()
    await sees(laptop.page, 'You let this browser in')
    await press(laptop.page, 'Continue')
    await laptop.page.waitForURL(house.url + destination)
    await sees(laptop.page, `Inside as ${ada}`)
  })

  test('signed in as another, the person is asked first, and the link keeps', async () => {
    const laptop = await enter({ link })
    const { page } = laptop
    await ask(page, house, ada)
    await openLink(page, await house.inbox.next({ to: ada }))
    await press(page, 'Sign in')
    await sees(page, `Inside as ${ada}`)
    await ask(page, house, 'bea@acme.example')
    await openLink(page, await house.inbox.next({ to: 'bea@acme.example' }))
    await press(page, 'Sign in')
    await sees(page, /^Sign in as b/)
    expect(await insideAs(laptop, house)).toBe(ada)
    await press(page, 'Change account')
    await sees(page, 'Inside as bea@acme.example')
  })

  test('used up, it says so and takes no one in', async () => {
    const laptop = await enter({ link })
    await ask(laptop.page, house, ada)
    const mail = await house.inbox.next({ to: ada })
    await openLink(laptop.page, mail)
    await press(laptop.page, 'Sign in')
    const phone = await another('phone')
    await openLink(phone.page, mail)
    await press(phone.page, 'Sign in')
    await sees(phone.page, 'This link was already used')
    expect(await insideAs(phone, house)).toBeUndefined()
  })
})

describe('this wasn’t me', () => {
  test('from the page that asks who it was: two presses stop it, and the asker is told, with a new mail in one', async () => {
    const laptop = await enter({ link: 'query' })
    await ask(laptop.page, house, ada, destination)
    const reader = await another()
    await openLink(reader.page, await house.inbox.next({ to: ada }))
    await press(reader.page, 'Sign in')
    await press(reader.page, 'This wasn’t me')
    await sees(reader.page, 'Stop this sign-in?')
    await laptop.page.reload()
    await sees(laptop.page, 'Check your email')
    await press(reader.page, 'Stop it')
    await sees(reader.page, 'Stopped')
    await laptop.page.reload()
    await sees(laptop.page, 'This sign-in was stopped')
    await press(laptop.page, 'Email me a new link')
    await openLink(laptop.page, await house.inbox.next({ to: ada }))
    await press(laptop.page, 'Sign in')
    await laptop.page.waitForURL(house.url + destination)
  })

  test('by its own link, whose secret stays behind the #: the page says that nobody gets in without the mail, and stops nothing', async () => {
    const { page } = await enter()
    await ask(page, house, ada)
    const reader = await another()
    await openNotMe(reader.page, await house.inbox.next({ to: ada }))
    await sees(reader.page, 'Stop this sign-in?')
    await reads(reader.page, /Without the email nobody gets in/)
    expect(await reader.page.getByRole('button').count()).toBe(0)
    await page.reload()
    await sees(page, 'Check your email')
  })
})

describe('by a link with its secret in the fragment', () => {
  test('the browser that asked is offered its code, which signs in there', async () => {
    const { page } = await enter()
    await ask(page, house, ada, destination)
    const mail = await house.inbox.next({ to: ada })
    await page.goto(linksIn(mail).link)
    await reads(page, 'Type the code instead')
    expect(await page.getByText('Signing you in').isVisible()).toBe(false)
    await page.locator('#code').fill(mail.code ?? '')
    await press(page, 'Sign in')
    await page.waitForURL(house.url + destination)
  })

  test('another browser is offered a link of its own, and the code does not work in it', async () => {
    const laptop = await enter()
    await ask(laptop.page, house, ada)
    const mail = await house.inbox.next({ to: ada })
    const phone = await another('phone')
    await openLink(phone.page, mail)
    await phone.page.locator('#code').fill(mail.code ?? '')
    await press(phone.page, 'Sign in')
    await sees(phone.page, 'This browser didn’t ask')
    await phone.page.goBack()
    await phone.page.getByRole('link', { name: 'Get a link for this browser' }).click()
    await phone.page.locator('#email').fill(ada)
    await press(phone.page, 'Email me')
    await sees(phone.page, 'Check your email')
    const { code = '' } = await house.inbox.next({ to: ada })
    await phone.page.locator('#code').fill(code)
    await press(phone.page, 'Sign in')
    await sees(phone.page, `Inside as ${ada}`)
    await laptop.page.locator('#code').fill(mail.code ?? '')
    await press(laptop.page, 'Sign in')
    await sees(laptop.page, `Inside as ${ada}`)
  })
})
