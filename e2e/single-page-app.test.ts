/** The single-page example, its own files on two origins, as a browser runs them: tokens, storage, CORS and CSP are real. */
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailTo } from '../examples/test/mail-to.ts'
import { freePort, type RunningProgram, runProgram } from '../examples/test/run-program.ts'
import { launch } from './support/person.ts'

const cwd = join(import.meta.dirname, '../examples/spa')
let browser: Browser
let api: RunningProgram
let site: RunningProgram
let context: BrowserContext
/** What the pages complained of, a refused load for one. */
let complaints: string[]

beforeAll(async () => {
  const port = await freePort()
  const started = await Promise.all([
    launch(),
    runProgram({ args: ['api.ts'], cwd, env: { SITE: `http://localhost:${port}` } }),
  ])
  browser = started[0]
  api = started[1]
  site = await runProgram({ args: ['site.ts'], cwd, port, env: { API: api.origin } })
})
beforeEach(async () => {
  complaints = []
  context = await browser.newContext()
  context.setDefaultTimeout(10_000)
  context.on('weberror', (fault) => complaints.push(String(fault.error())))
  context.on('console', (message) => {
    if (/Content Security Policy|CORS/.test(message.text())) complaints.push(message.text())
  })
})
afterEach(async () => {
  await context.close()
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
})
afterAll(async () => {
  await browser.close()
  await site.stop()
  await api.stop()
})

async function open(address: string = site.origin): Promise<Page> {
  const tab = await context.newPage()
  await tab.goto(address)
  return tab
}

async function ask(tab: Page, email: string): Promise<void> {
  await tab.getByLabel('Email', { exact: true }).fill(email)
  await tab.getByRole('button', { name: 'Sign in', exact: true }).click()
  await tab.getByText('Look into your mail').waitFor()
}

/** Signed in, and served by the other origin. */
const inside = (tab: Page, email: string): Promise<void> =>
  tab
    .getByRole('listitem')
    .filter({ hasText: `Written by ${email}` })
    .waitFor()

const outside = (tab: Page): Promise<void> => tab.getByRole('button', { name: 'Sign in', exact: true }).waitFor()

const kept = (tab: Page): Promise<string | null> => tab.evaluate(() => localStorage.getItem('postern.tokens'))

test('a link signs in the tab it opens and the one that waits; a reload stays in; a sign-out shows in both', async () => {
  const ada = 'ada@acme.example'
  const asking = await open()
  await ask(asking, ada)
  const { link } = await mailTo(api.origin, ada)
  expect(new URL(link).origin).toBe(site.origin)
  const opened = await open(link)
  await Promise.all([inside(opened, ada), inside(asking, ada)])
  expect([opened.url(), await opened.evaluate(() => history.length)]).toEqual([`${site.origin}/`, 2])
  await opened.reload()
  await inside(opened, ada)
  const third = await open()
  await inside(third, ada)
  await opened.getByRole('button', { name: 'Sign out' }).click()
  await Promise.all([opened, asking, third].map(outside))
  expect([await kept(opened), await opened.getByRole('status').textContent()]).toEqual([null, ''])
  await asking.reload()
  await outside(asking)
  const again = await open(link)
  await again.getByText('link-used').waitFor()
  await outside(again)
})

test('a code signs in the tab that asked, and one that was open beside it; a wrong one says so', async () => {
  const eve = 'eve@acme.example'
  const [tab, beside] = [await open(), await open()]
  await ask(tab, eve)
  const { code } = await mailTo(api.origin, eve)
  const type = async (typed: string): Promise<void> => {
    await tab.getByLabel('Code from the mail').fill(typed)
    await tab.getByRole('button', { name: 'Go on' }).click()
  }
  await type(code === '111111' ? '222222' : '111111')
  await tab.getByText('code-wrong').waitFor()
  await type(code)
  await Promise.all([inside(tab, eve), inside(beside, eve)])
})

test('a browser that did not ask types the address, and the one that asked is not in', async () => {
  const bob = 'bob@acme.example'
  const asking = await open()
  await ask(asking, bob)
  const { link } = await mailTo(api.origin, bob)
  const other = await browser.newContext()
  const opened = await other.newPage()
  await opened.goto(link)
  await opened.getByLabel('Email that the link was sent to').fill(bob)
  await opened.getByRole('button', { name: 'Sign in here' }).click()
  await inside(opened, bob)
  await asking.getByText('completed-elsewhere').waitFor()
  expect(await kept(asking)).toBeNull()
  await other.close()
})
