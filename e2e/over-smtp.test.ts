/** The whole way over a real mail server: what arrives there opens the door. */

import type { Browser } from 'playwright-core'
import type { Email } from 'postal-mime'
import { smtp } from 'postern/smtp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse } from './support/house.ts'
import { ask, type Device, device, launch, linksIn, type Mail, openLink, sees } from './support/person.ts'
import { openPostOffice, type PostOffice } from './support/post-office.ts'

const ada = 'ada@acme.example'
let browser: Browser
let office: PostOffice
let house: House
let laptop: Device

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  office = await openPostOffice()
  const from = 'Acme <no-reply@acme.example>'
  house = await openHouse({ mail: { from, transport: smtp(office.url) } })
  laptop = await device(browser)
})
afterEach(async () => {
  await laptop.context.close()
  await house.close()
  await office.close()
})
afterAll(() => browser.close())

describe('a mail that came over SMTP', () => {
  test('is one a person can read and trust, and its button signs her in', async () => {
    await ask(laptop.page, house, ada, '/inside?doc=7')
    const mail = await office.next()
    expect(mail.from).toMatchObject({ name: 'Acme', address: 'no-reply@acme.example' })
    expect(mail.to).toEqual([expect.objectContaining({ address: ada })])
    expect(mail.subject).toMatch(/^\d{3}.?\d{3} is your Acme code$/)
    await openLink(laptop.page, readable(mail))
    await laptop.page.waitForURL(`${house.url}/inside?doc=7`)
    await sees(laptop.page, `Inside as ${ada}`)
  })

  test('has the same link in its plain text, whole on one line', async () => {
    await ask(laptop.page, house, ada)
    const { link } = linksIn(readable(await office.next()))
    await laptop.page.goto(link)
    await sees(laptop.page, `Inside as ${ada}`)
  })

  test('has the code in its subject, as a phone shows it without opening the mail', async () => {
    await ask(laptop.page, house, ada)
    const code = (await office.next()).subject?.split(' is your')[0] ?? ''
    await laptop.page.locator('#code').pressSequentially(code)
    await sees(laptop.page, `Inside as ${ada}`)
  })
})

function readable({ html = '', text = '', subject = '' }: Email): Mail {
  return { html, text, subject }
}
