/** How a walk past the pages goes on: the steps that many of its parts take, whatever language the pages are in. */
import type { Page } from 'playwright-core'
import type { en } from '../../packages/postern/src/copy/pages/en.ts'
import type { House } from './house.ts'
import type { Device } from './person.ts'

export type Focus = 'h1' | '#email' | '#code' | 'body'

export interface Walk {
  readonly house: House
  readonly words: typeof en
  readonly look: (name: string, page: Page, focus: Focus) => Promise<void>
  /** A new device that nobody has seen. */
  readonly visitor: (network?: string) => Promise<Device>
}

export async function send(page: Page, house: House, words: typeof en, address: string): Promise<void> {
  await submitFrom(page, house, address)
  await arrive(page, words.checkEmail.title)
}

export async function submitFrom(page: Page, house: House, address: string): Promise<void> {
  await page.goto(`${house.url}/auth/sign-in`)
  await page.locator('#email').fill(address)
  await submit(page, 'magic-link')
}

/** The form is known by where it goes, because its words are in the reader's language. */
export async function submit(page: Page, action: string): Promise<void> {
  await page.locator(`form[action$="/${action}"]:not([hidden]) button:not([form])`).first().click()
}

export async function again(page: Page, house: House): Promise<void> {
  house.later(121_000)
  await page.reload()
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  await submit(page, 'resend')
  await answered
  await page.waitForLoadState('load')
}

export async function open(page: Page, url: string, title: string): Promise<void> {
  await page.goto(url)
  await arrive(page, title)
}

export async function arrive(page: Page, title: string): Promise<void> {
  await page.locator('h1', { hasText: title }).waitFor()
  await page.waitForLoadState('load')
}
