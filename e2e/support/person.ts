/**
 * People with their devices in one Chromium: what they type, press and see. A person's device is a browser context with
 * its own cookies, window, user agent and network. Mails are opened on a page of another site, as webmail is.
 */
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { launchOptions } from '../../tools/chromium.mjs'
import type { House } from './house.ts'

export interface Mail {
  readonly html: string
  readonly text: string
  readonly subject: string
}

export interface Device {
  readonly context: BrowserContext
  readonly page: Page
  readonly network: string
}

export interface DeviceOptions {
  readonly kind?: 'laptop' | 'phone' | 'in-app'
  /** Two devices at home share one. */
  readonly network?: string
  readonly javaScript?: boolean
  readonly locale?: string
  readonly more?: BrowserContextOptions
}

const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'
const android = 'Mozilla/5.0 (Linux; Android 16; Pixel 10)'
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const kinds: Readonly<Record<NonNullable<DeviceOptions['kind']>, BrowserContextOptions>> = {
  laptop: { userAgent: `${windows} Chrome/156.0.0.0 Safari/537.36`, viewport: { width: 1280, height: 900 } },
  phone: {
    ...phone,
    userAgent: `${android} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36`,
  },
  'in-app': {
    ...phone,
    userAgent: `${android.slice(0, -1)}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/156.0.0.0 Mobile Safari/537.36`,
  },
}

export const mailSite = 'http://mail.test'
const patience = 15_000
let networks = 0

export function launch(): Promise<Browser> {
  const { args, ...options } = launchOptions()
  // One renderer for all sites: a machine with two cores has better things to do than to start processes.
  return chromium.launch({ ...options, args: [...args, '--renderer-process-limit=1'] })
}

/** A network nobody else has. On loopback, as the house is: it answers no other. */
export function ownNetwork(): string {
  networks++
  return `127.18.${networks}.1`
}

export async function device(browser: Browser, options: DeviceOptions = {}): Promise<Device> {
  const network = options.network ?? ownNetwork()
  const context = await browser.newContext({
    ...kinds[options.kind ?? 'laptop'],
    javaScriptEnabled: options.javaScript ?? true,
    locale: options.locale ?? 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    extraHTTPHeaders: { 'x-forwarded-for': network },
    ...options.more,
  })
  context.setDefaultTimeout(patience)
  return { context, page: await context.newPage(), network }
}

/** Types the address on the sign-in page. */
export async function ask(page: Page, house: House, address: string, destination?: string): Promise<void> {
  const query = destination === undefined ? '' : `?redirect_uri=${encodeURIComponent(destination)}`
  await page.goto(`${house.url}/auth/sign-in${query}`)
  await page.getByLabel('Email address').fill(address)
  await page.getByRole('button', { name: 'Email me' }).click()
  await sees(page, 'Check your email')
}

/** Signs in by the link, from nothing. */
export async function signIn(device: Device, house: House, address: string): Promise<void> {
  await ask(device.page, house, address)
  await openLink(device.page, await house.inbox.next({ to: address }))
  await sees(device.page, `Inside as ${address}`)
}

/** Opens the mail on the mail site and presses its button. */
export async function openLink(page: Page, mail: Mail): Promise<void> {
  await showMail(page, mail)
  await page.getByRole('link', { name: /^Sign in to/ }).click()
}

/** Opens the mail on the mail site and presses its *This wasn't me*. */
export async function openNotMe(page: Page, mail: Mail): Promise<void> {
  await showMail(page, mail)
  await page.getByRole('link', { name: /This wasn’t me/ }).click()
}

export async function showMail(page: Page, mail: Mail): Promise<void> {
  await page.route(`${mailSite}/*`, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: mail.html }),
  )
  await page.goto(`${mailSite}/message`)
}

/** Waits until the page's heading says this. */
export async function sees(page: Page, heading: string | RegExp): Promise<void> {
  const name = typeof heading === 'string' ? { name: heading, exact: true } : { name: heading }
  try {
    await page.getByRole('heading', { level: 1, ...name }).waitFor()
  } catch {
    const seen = await page.locator('h1').allInnerTexts()
    throw new Error(`expected to see ${String(heading)}, but ${page.url()} says ${seen.join(' / ') || 'nothing'}`)
  }
}

/** Waits until the page shows this text. */
export function reads(page: Page, text: string | RegExp): Promise<void> {
  return page.getByText(text).first().waitFor()
}

export const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click()

/** The number that the waiting page shows. */
export const numberOn = (page: Page): Promise<string> => page.locator('.number output').innerText()

/** The secrets of a mail, as a reader of its plain text has them. */
export function linksIn({ text }: Mail): { readonly link: string; readonly cancel: string } {
  const urls = text.match(/https?:\S+/g) ?? []
  const cancel = urls.find((url) => url.includes('/cancel'))
  const link = urls.find((url) => url.includes('/auth/link/') && url !== cancel)
  if (link === undefined || cancel === undefined) throw new Error('the mail has no two links')
  return { link, cancel }
}

/** Whether this browser holds a session, as the application sees it. */
export async function insideAs({ context }: Device, house: House): Promise<string | undefined> {
  const answer = await context.request.get(`${house.url}/auth/me`)
  return answer.ok() ? ((await answer.json()) as { email: string }).email : undefined
}

/** A code that is certainly not this one. */
export const otherThan = (digits: string): string =>
  String((Number(digits) + 1) % 10 ** digits.length).padStart(digits.length, '0')
