/** An application beside the server: its form, Postern's pages, its callback, with scripts and without, on two devices. */
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cleanUp, dev, until } from '../packages/server/test/process.ts'
import { type Device, device, launch, type Mail, numberOn, openLink, press, reads, sees } from './support/person.ts'

const program = join(import.meta.dirname, '../examples/1auth/server.ts')
// The development server takes nobody's word for where a call comes from.
const plain = { more: { extraHTTPHeaders: {} } }
const devices: Device[] = []
let browser: Browser
let postern: Awaited<ReturnType<typeof dev>>
let application: { readonly url: string; stop(): void }

beforeAll(async () => {
  browser = await launch()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = { POSTERN_REDIRECTS: `${url}/callback`, POSTERN_ORIGINS: url, POSTERN_START_URL: `${url}/` }
  postern = await dev({ env })
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'] ?? '', PORT: String(port), POSTERN: postern.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  application = { url, stop: () => void child.kill('SIGKILL') }
})
afterEach(async () => {
  await Promise.all(devices.splice(0).map(({ context }) => context.close()))
})
afterAll(async () => {
  application?.stop()
  await cleanUp()
  await browser.close()
})

test.each([true, false])('the form leads to a mail, and its link to the callback (scripts: %s)', async (javaScript) => {
  const email = `ada-${javaScript}@acme.example`
  const { page } = await open({ ...plain, javaScript })
  await askAt(page, email)
  await openLink(page, await mailTo(email))
  if (!javaScript) await typeCode(page, email)
  await page.waitForURL(`${application.url}/inside`)
  await reads(page, `Inside as ${email}`)
})

test('let in from a phone, the laptop goes on to the callback by itself', async () => {
  const email = 'bob@acme.example'
  const laptop = await open(plain)
  const phone = await open({ ...plain, kind: 'phone' })
  await askAt(laptop.page, email)
  const number = await numberOn(laptop.page)
  await openLink(phone.page, await mailTo(email))
  await sees(phone.page, 'Did you ask to sign in?')
  await phone.page.locator('#number').fill(number)
  await press(phone.page, 'Let it in')
  await laptop.page.waitForURL(`${application.url}/inside`)
  await reads(laptop.page, `Inside as ${email}`)
})

test('signed in on the phone instead, it goes to where the application begins, and the callback to nobody', async () => {
  const email = 'eve@acme.example'
  const laptop = await open(plain)
  const phone = await open({ ...plain, kind: 'phone' })
  await askAt(laptop.page, email)
  await openLink(phone.page, await mailTo(email))
  await phone.page.locator('#email').fill(email)
  await press(phone.page, 'Sign in here')
  await phone.page.waitForURL(`${application.url}/`)
  await sees(laptop.page, 'You signed in elsewhere')
  await laptop.page.goto(`${application.url}/inside`)
  expect(laptop.page.url()).toBe(`${application.url}/`)
})

async function open(options: Parameters<typeof device>[1]): Promise<Device> {
  const opened = await device(browser, options)
  devices.push(opened)
  return opened
}

async function askAt(page: Device['page'], email: string): Promise<void> {
  await page.goto(application.url)
  await page.getByLabel('Email').fill(email)
  await press(page, 'Sign in')
  await sees(page, 'Check your email')
}

interface Message extends Mail {
  readonly code: string
}

function mailTo(email: string): Promise<Message> {
  return until(async () => {
    const answer = await fetch(`${postern.url}/dev/inbox/messages?to=${email}`)
    return ((await answer.json()) as { readonly messages: readonly Message[] }).messages.at(-1)
  }, `a mail to ${email}`)
}

/** What the landing page asks for where no script can read the link. */
async function typeCode(page: Device['page'], email: string): Promise<void> {
  await page.locator('#code').fill((await mailTo(email)).code)
  await press(page, /Sign in|Continue/)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
