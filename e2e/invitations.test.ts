/**
 * Joining by invitation, as a person does it: the mail that invites, its page, the mail that signs in. Robots
 * press everything in both mails first, and gain nothing.
 */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type House, openHouse } from './support/house.ts'
import { type Device, device, insideAs, launch, openLink, ownNetwork, press, sees, showMail } from './support/person.ts'
import { pressAll, pressers, withPage } from './support/robots.ts'

const ada = 'ada@acme.example'
const timeout = 120_000
let browser: Browser
let house: House
let laptop: Device

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  house = await openHouse({ signUp: 'invited', roles: ['member'] })
  laptop = await device(browser)
})
afterEach(async () => {
  await laptop.context.close()
  await house.close()
})
afterAll(() => browser.close())

async function invite(): Promise<Awaited<ReturnType<House['inbox']['next']>>> {
  const made = await house.auth.invitations.create({ email: ada, roles: ['member'], invitedBy: 'Grace Hopper' })
  expect(made.status).toBe('invited')
  return house.inbox.next({ to: ada })
}

test('an invited person joins, after robots have walked all over both mails', { timeout }, async () => {
  const invitation = await invite()
  const walked = ownNetwork()
  for (const javaScript of [false, true])
    await withPage({ browser, network: walked }, javaScript, (page) => pressAll(page, [invitation.link ?? ''], 2))
  expect(house.visitsFrom(walked).some(({ url }) => url.endsWith('/accept'))).toBe(true)
  expect(house.visitsFrom(walked).every(({ status }) => status < 500)).toBe(true)
  expect(house.events).not.toContain('user.created')
  expect(house.inbox.messages()).toHaveLength(1)

  const { page } = laptop
  house.later(16 * 60_000)
  const before = house.inbox.messages().length
  await showMail(page, invitation)
  await page.getByRole('link', { name: 'See the invitation' }).click()
  await sees(page, 'You’re invited to Acme')
  await page.getByLabel('Email address').fill(ada)
  await press(page, 'Email me the link')
  await sees(page, 'Check your email')
  expect(await page.content()).not.toContain(ada)
  await expect.poll(() => house.inbox.messages().length).toBe(before + 1)
  const mail = house.inbox.messages().at(-1) ?? invitation
  for (const robot of pressers.slice(0, 1)) await robot.visit({ browser, mail, network: ownNetwork() })
  expect(house.events).not.toContain('user.created')
  await openLink(page, mail)
  await page.waitForURL(`${house.url}/home`)
  expect(await insideAs(laptop, house)).toBe(ada)
  expect((await house.auth.users.find(ada))?.roles).toEqual(['member'])
  expect(house.events.filter((type) => type === 'invitation.accepted')).toHaveLength(1)
})

test('without script the invited address is typed, and counts', { timeout }, async () => {
  const invitation = await invite()
  const { page, context } = await device(browser, { javaScript: false })
  await page.goto(invitation.link ?? '')
  await sees(page, 'You’re invited to Acme')
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Email address').fill(ada)
  await press(page, 'Email me')
  await sees(page, 'Check your email')
  const { code = '' } = await house.inbox.next({ to: ada })
  await page.locator('#code').fill(code)
  await page.getByRole('button', { name: 'Sign in' }).click()
  expect((await house.auth.users.find(ada))?.roles).toEqual(['member'])
  await context.close()
})
