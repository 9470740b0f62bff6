/**
 * Somebody asks for the victim's address, or sends her what is his. He never gets a session of hers, she is never
 * switched to another account unasked, and her own sign-in goes on as if he were not there.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse } from './support/house.ts'
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
  ownNetwork,
  press,
  reads,
  sees,
  signIn,
} from './support/person.ts'
import { walker } from './support/robots.ts'

const victim = 'vera@acme.example'
const villain = 'mallory@evil.example'
let browser: Browser
let house: House
let mallory: Device
let vera: Device

beforeAll(async () => {
  browser = await launch()
})
beforeEach(async () => {
  house = await openHouse()
  mallory = await device(browser)
  vera = await device(browser, { kind: 'phone' })
})
afterEach(async () => {
  await mallory.context.close()
  await vera.context.close()
  await house.close()
})
afterAll(() => browser.close())

interface Told {
  readonly status: number
  readonly code?: string
  readonly state?: string
}

/** What the page's own origin answers to a script in it. */
function call(page: Page, path: string, body?: Readonly<Record<string, unknown>>): Promise<Told> {
  return page.evaluate(
    async ([to, json]) => {
      const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: json ?? '' }
      const headers = { accept: 'application/json' }
      const answer = await fetch(
        `/auth${to}`,
        json === undefined ? { headers } : { ...post, headers: { ...post.headers, ...headers } },
      )
      const { code, state } = (await answer.json().catch(() => ({}))) as { code?: string; state?: string }
      return { status: answer.status, ...(code !== undefined && { code }), ...(state !== undefined && { state }) }
    },
    [path, body && JSON.stringify(body)] as const,
  )
}

const attemptOn = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

async function malloryAsks(
  address = victim,
): Promise<{ id: string; mail: Awaited<ReturnType<House['inbox']['next']>> }> {
  await ask(mallory.page, house, address, '/stolen')
  return { id: attemptOn(mallory.page), mail: await house.inbox.next({ to: address }) }
}

async function malloryIsOutside(): Promise<void> {
  expect(await insideAs(mallory, house)).toBeUndefined()
  expect(house.visitsFrom(mallory.network).flatMap(({ cookies }) => cookies)).not.toContain('postern-session')
}

describe('he asks for her address and', () => {
  test('polls, claims, guesses and types his own number: nothing, and she signs in by her own mail', async () => {
    const { id, mail } = await malloryAsks()
    const { page } = mallory
    const number = await numberOn(page)
    expect(await call(page, `/attempts/${id}`)).toMatchObject({ status: 200, state: 'waiting' })
    expect(await call(page, `/attempts/${id}/claim`, {})).toMatchObject({ code: 'not-approved' })
    expect(await call(page, `/attempts/${id}/approve`, { number })).toMatchObject({ code: 'link-unknown' })
    const token = `${id}.${'A'.repeat(43)}`
    expect(await call(page, `/attempts/${id}/approve`, { number, token })).toMatchObject({ code: 'link-unknown' })
    expect(await call(page, '/magic-link/verify', { token, email: victim })).toMatchObject({ code: 'link-unknown' })
    for (let guess = 1; guess <= 4; guess++) {
      const code = otherThan(mail.code ?? '')
      expect(await call(page, '/code/verify', { attemptId: id, code })).toMatchObject({ code: 'code-wrong' })
    }
    const last = { attemptId: id, code: otherThan(mail.code ?? '') }
    expect(await call(page, '/code/verify', last)).toMatchObject({ code: 'codes-shut' })
    expect(await call(page, '/code/verify', { attemptId: id, code: mail.code })).toMatchObject({ code: 'codes-shut' })
    await malloryIsOutside()
    await signIn(vera, house, victim)
    await malloryIsOutside()
  })

  test('her robots press everything in his mail: they let nobody in', { timeout: 120_000 }, async () => {
    const { id, mail } = await malloryAsks()
    const network = ownNetwork()
    await walker.visit({ browser, mail, network })
    expect(house.visitsFrom(network).flatMap(({ cookies }) => cookies)).toEqual([])
    await sees(mallory.page, 'This sign-in was stopped')
    expect(await call(mallory.page, `/attempts/${id}/claim`, {})).toMatchObject({ code: 'attempt-ended' })
    await malloryIsOutside()
    await signIn(vera, house, victim)
  })

  test('she opens his link in hers: she is shown who asked, and a wrong number keeps him out for good', async () => {
    const { id, mail } = await malloryAsks()
    await openLink(vera.page, mail)
    await sees(vera.page, 'Did you ask to sign in?')
    await reads(vera.page, 'Chrome on Windows')
    await reads(vera.page, 'It is on another network.')
    const number = await numberOn(mallory.page)
    await vera.page.locator('#number').fill(otherThan(number))
    await press(vera.page, 'Let it in')
    await reads(vera.page, 'That isn’t its number')
    const token = `${id}.${linksIn(mail).link.split('#')[1]}`
    expect(await call(vera.page, `/attempts/${id}/approve`, { token, number })).toMatchObject({ code: 'approval-shut' })
    expect(await call(mallory.page, `/attempts/${id}/claim`, {})).toMatchObject({ code: 'not-approved' })
    expect(await insideAs(vera, house)).toBeUndefined()
    await malloryIsOutside()
  })

  test('she signs in here with his link: she gets in where the application starts, he gets nothing', async () => {
    const { id, mail } = await malloryAsks()
    await openLink(vera.page, mail)
    await vera.page.getByLabel('type your address').fill(victim)
    await press(vera.page, 'Sign in here')
    await vera.page.waitForURL(`${house.url}/home`)
    await sees(vera.page, `Inside as ${victim}`)
    await sees(mallory.page, 'You signed in elsewhere')
    expect(await call(mallory.page, `/attempts/${id}/claim`, {})).toMatchObject({ code: 'link-used' })
    const again = { attemptId: id, code: mail.code }
    expect(await call(mallory.page, '/code/verify', again)).toMatchObject({ code: 'link-used' })
    await malloryIsOutside()
    await press(mallory.page, 'Sign in here too')
    await sees(mallory.page, 'Check your email')
    await malloryIsOutside()
  })

  test('she says that this wasn’t her: he is kept out, and her own attempt goes on', async () => {
    const { mail } = await malloryAsks()
    await ask(vera.page, house, victim, '/inside')
    const own = await house.inbox.next({ to: victim })
    const tab = await vera.context.newPage()
    await openNotMe(tab, mail)
    await press(tab, 'Stop it')
    await sees(tab, 'Stopped')
    await sees(mallory.page, 'This sign-in was stopped')
    await openLink(tab, own)
    await sees(tab, `Inside as ${victim}`)
    await malloryIsOutside()
  })

  test('her number lets in her laptop and not his, which waits at the same time', async () => {
    const { id } = await malloryAsks()
    const laptop = await device(browser)
    await ask(laptop.page, house, victim, '/inside')
    await openLink(vera.page, await house.inbox.next({ to: victim }))
    await vera.page.locator('#number').fill(await numberOn(laptop.page))
    await press(vera.page, 'Let it in')
    await sees(laptop.page, `Inside as ${victim}`)
    await sees(mallory.page, 'Check your email')
    expect(await call(mallory.page, `/attempts/${id}/claim`, {})).toMatchObject({ code: 'not-approved' })
    await malloryIsOutside()
    await laptop.context.close()
  })

  test('she has no script and types the code of his mail: it is worth nothing outside his browser', async () => {
    const { mail } = await malloryAsks()
    const bare = await device(browser, { javaScript: false })
    await openLink(bare.page, mail)
    await bare.page.locator('#code').fill(mail.code ?? '')
    await press(bare.page, 'Sign in')
    await sees(bare.page, 'This browser didn’t ask')
    expect(await insideAs(bare, house)).toBeUndefined()
    await malloryIsOutside()
    await bare.context.close()
  })

  test('spends what strangers may ask for: her known browser gets its mail all the same', async () => {
    await signIn(vera, house, victim)
    await vera.page.goto(`${house.url}/auth/signed-in`)
    await press(vera.page, 'Sign out')
    await sees(vera.page, 'You are signed out')
    await malloryAsks()
    await malloryAsks()
    await mallory.page.goto(`${house.url}/auth/sign-in`)
    await mallory.page.getByLabel('Email address').fill(victim)
    await press(mallory.page, 'Email me')
    await sees(mallory.page, 'Enough emails for now')
    await signIn(vera, house, victim)
    await malloryIsOutside()
  })
})

describe('he copies the address of her waiting page and', () => {
  test('sees nothing, sends nothing, guesses nothing, and spends none of her tries', async () => {
    await ask(vera.page, house, victim, '/inside')
    const id = attemptOn(vera.page)
    const mail = await house.inbox.next({ to: victim })
    await mallory.page.goto(`${house.url}/auth/check-email/${id}`)
    await sees(mallory.page, 'This browser didn’t ask')
    const { page } = mallory
    const unknown = { status: 401, code: 'attempt-unknown' }
    expect(await call(page, `/attempts/${id}`)).toEqual(unknown)
    expect(await call(page, `/attempts/${id}/events`)).toEqual(unknown)
    expect(await call(page, `/attempts/${id}/claim`, {})).toEqual(unknown)
    expect(await call(page, `/attempts/${id}/resend`, {})).toEqual(unknown)
    expect((await call(page, '/magic-link', { again: id })).code).toBe('link-unknown')
    for (let guess = 0; guess < 6; guess++) {
      const code = guess === 0 ? mail.code : otherThan(mail.code ?? '')
      expect(await call(page, '/code/verify', { attemptId: id, code })).toEqual(unknown)
    }
    await malloryIsOutside()
    await vera.page.locator('#code').pressSequentially(otherThan(mail.code ?? ''))
    await reads(vera.page, 'You have 4 tries left.')
    await vera.page.locator('#code').pressSequentially(mail.code ?? '')
    await sees(vera.page, `Inside as ${victim}`)
    await malloryIsOutside()
  })
})

describe('he sends her the link for his own account and', () => {
  test('her browser does not become his by opening it, nor by typing her own address', async () => {
    const { mail } = await malloryAsks(villain)
    await signIn(vera, house, victim)
    await openLink(vera.page, mail)
    await sees(vera.page, 'Did you ask to sign in?')
    expect(await insideAs(vera, house)).toBe(victim)
    await vera.page.getByLabel('type your address').fill(victim)
    await press(vera.page, 'Sign in here')
    await reads(vera.page, 'That isn’t the address this email went to.')
    expect(await insideAs(vera, house)).toBe(victim)
  })

  test('even with his address typed she is asked first, stays who she is, and the link keeps', async () => {
    const { mail } = await malloryAsks(villain)
    await signIn(vera, house, victim)
    await openLink(vera.page, mail)
    await vera.page.getByLabel('type your address').fill(villain)
    await press(vera.page, 'Sign in here')
    await sees(vera.page, /^Sign in as .*\?$/)
    expect(await insideAs(vera, house)).toBe(victim)
    await vera.page.getByRole('link', { name: 'Stay as I am' }).click()
    await sees(vera.page, `Inside as ${victim}`)
    await openLink(mallory.page, mail)
    await sees(mallory.page, `Inside as ${villain}`)
    expect(await insideAs(vera, house)).toBe(victim)
  })
})

describe('a page of another origin', () => {
  let elsewhere: Server
  let answers = ''

  beforeAll(async () => {
    elsewhere = createServer((_request, response) => {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'no-referrer' })
        .end(answers)
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    elsewhere.closeAllConnections()
    elsewhere.close()
  })

  /** Vera opens a page that sends a form to the house by itself, from another site or another port of the same. */
  async function lure(host: string, path: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`)
    const form = `<form method="post" action="${house.url}/auth${path}">${inputs.join('')}</form>`
    answers = `<!doctype html><title>A prize</title>${form}<script>document.forms[0].submit()</script>`
    const { port } = elsewhere.address() as AddressInfo
    const answered = vera.page.waitForResponse((response) => response.url() === `${house.url}/auth${path}`)
    await vera.page.goto(`http://${host}:${port}/`, { waitUntil: 'commit' })
    expect((await answered).status(), `${path} from ${host}`).toBe(403)
    await vera.page.waitForLoadState('load')
  }

  test.each([
    { from: 'another site', host: '127.0.0.1' },
    { from: 'the same site', host: 'localhost' },
  ])('of $from starts, ends and switches nothing in her browser', async ({ host }) => {
    const { id, mail } = await malloryAsks(villain)
    const { link, cancel } = linksIn(mail)
    const token = `${id}.${link.split('#')[1]}`
    await signIn(vera, house, victim)
    const events = house.events.length
    const mails = house.inbox.messages().length
    await lure(host, '/magic-link', { email: villain })
    await lure(host, '/magic-link', { again: token })
    await lure(host, `/attempts/${id}/confirm`, { token, email: villain, switch: 'yes' })
    await lure(host, '/magic-link/verify', { token, email: villain, switch: 'yes' })
    await lure(host, '/code/verify', { attemptId: id, code: mail.code ?? '', switch: 'yes' })
    await lure(host, `/attempts/${id}/claim`, { switch: 'yes' })
    await lure(host, `/attempts/${id}/cancel`, { token: `${id}.${cancel.split('#')[1]}`, sure: 'yes' })
    await lure(host, '/sign-out', {})
    expect(house.events.slice(events)).toEqual([])
    expect(house.inbox.messages()).toHaveLength(mails)
    expect(await insideAs(vera, house)).toBe(victim)
    await openLink(mallory.page, mail)
    await sees(mallory.page, `Inside as ${villain}`)
  })
})
