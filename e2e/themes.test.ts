/** Two themes that have little in common, on the pages and in the mail that most people see: measured as our own look is. */
import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Id, Rendered } from 'postern/kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { create } from '../packages/server/src/resources/shelf.ts'
import { themes } from '../packages/server/src/resources/theme.ts'
import { type Installation, install, origin } from '../packages/server/test/in-process.ts'
import { contrastFaults, outside, smallTargets } from './support/eyes.ts'
import { launch } from './support/person.ts'

/** Dark outside and always day; letters with serifs, hard corners. */
const forest = {
  light: {
    wall: '#1f4a3d',
    door: '#ffffff',
    glow: '#d9f0e2',
    ink: '#14231d',
    soft: '#4a5a53',
    line: '#e3e9e5',
    edge: '#7f8b85',
    light: '#54c08a',
    link: '#0d6a44',
    action: '#0d6a44',
    onAction: '#ffffff',
  },
  font: 'serif',
  radius: 2,
}

/** Bright by day and violet by night; round. */
const orchid = {
  light: {
    wall: '#f7d9e6',
    door: '#ffffff',
    glow: '#ffd1e4',
    ink: '#2a0f2e',
    soft: '#5f4364',
    line: '#f0dfea',
    edge: '#8f7a94',
    light: '#ff8fbc',
    link: '#8a1c5c',
    action: '#8a1c5c',
    onAction: '#ffffff',
  },
  dark: {
    wall: '#150a1d',
    door: '#241530',
    glow: '#5b2a66',
    ink: '#f8effb',
    soft: '#c9b3d1',
    line: '#3b2649',
    edge: '#8d75a0',
    light: '#ff9ed0',
    link: '#ffb5da',
    action: '#ff9ed0',
    onAction: '#2a0f2e',
  },
  font: 'rounded',
  radius: 24,
}

let browser: Browser
let lens: Page
let at: Installation

beforeAll(async () => {
  browser = await launch()
  lens = await browser.newPage()
  at = await install()
  for (const [id, value] of Object.entries({ forest, orchid })) {
    await at.tenant(id)
    await at.application(id, `${id}-shop`, { name: `${id} shop`, settings: { homeUrl: 'https://shop.example/' } })
    const where = { desk: at.desk, resource: themes, tenant: id as Id<'tenant'> }
    const saved = await create(where, { id: '_', value })
    if (saved.kind !== 'done') throw new Error(JSON.stringify(saved))
  }
})
afterAll(async () => {
  await browser.close()
  await at.close()
})

const looks = [
  ['forest', 'light', 'en'],
  ['orchid', 'dark', 'ar'],
  ['forest', 'dark', 'ar'],
  ['orchid', 'light', 'en'],
] as const

/** `POSTERN_TEST_WHOLE=yes` looks at each theme by day and by night. */
describe.each(process.env['POSTERN_TEST_WHOLE'] === 'yes' ? looks : looks.slice(0, 2))(
  'the theme %s, %s in %s',
  (theme, colorScheme, locale) => {
    test('can be read by everybody', { timeout: 180_000 }, async () => {
      const faults: string[] = []
      const look = async (name: string, page: Page): Promise<void> => {
        if (process.env['SHOTS']) await shoot(page, `${theme}-${colorScheme}-${locale}-${name}`)
        // A mail's own sheet overrules what would take its words out of the picture.
        const seen = name === 'mail' ? [] : await contrastFaults(page, lens)
        const found = [...(await axe(page)), ...seen, ...(await small(page))]
        faults.push(...found.map((fault) => `${name}: ${fault}`))
      }
      const asker = await visitor({ colorScheme, locale })
      const page = await asker.newPage()
      const email = `${theme}-${colorScheme}-${locale}@example.com`
      await page.goto(`${origin}/t/${theme}/auth/sign-in`)
      await look('sign-in', page)
      await page.locator('input[type=email]').fill(email)
      await page.locator('form button.button').first().click()
      await page.waitForURL(/check-email/)
      await look('check-email', page)
      const mail = await at.mailTo(email)
      const reader = await visitor({ colorScheme, locale })
      const elsewhere = await reader.newPage()
      await elsewhere.goto(mail.facts.link ?? '')
      await elsewhere.locator('input[type=email]').waitFor()
      await look('confirm', elsewhere)
      await elsewhere.goto(`${origin}/t/${theme}/auth/link/${'0'.repeat(26)}#${'A'.repeat(43)}`)
      await elsewhere.waitForLoadState('networkidle')
      await look('dead-link', elsewhere)
      await page.locator('#code').fill(mail.facts.code ?? '')
      await page.locator('[data-gate=open]').waitFor()
      await look('signed-in', page)
      await page.goto(`${origin}/t/${theme}/auth/account`)
      await look('account', page)
      await lookAtMail(mail, reader, look)
      await asker.close()
      await reader.close()
      expect(faults).toEqual([])
    })
  },
)

async function lookAtMail(
  { html }: Rendered,
  reader: BrowserContext,
  look: (name: string, page: Page) => Promise<void>,
): Promise<void> {
  const page = await reader.newPage()
  await page.setContent(html)
  await look('mail', page)
}

/** Everything that the browser asks for is answered by the server in this process. */
async function visitor(looks: { readonly colorScheme: 'light' | 'dark'; readonly locale: string }) {
  const context = await browser.newContext({
    ...looks,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 },
  })
  context.setDefaultTimeout(15_000)
  await context.route('**/*', async (route) => {
    const request = route.request()
    const headers = await request.allHeaders()
    const body = request.postDataBuffer()
    const answer = await at.runtime.app.request(request.url(), {
      method: request.method(),
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':'))),
      ...(body && { body: new Uint8Array(body) }),
    })
    if (answer.headers.get('content-type')?.startsWith('text/event-stream')) return route.abort()
    const location = answer.headers.get('location')
    const given = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'set-cookie'))
    const cookies = answer.headers.getSetCookie().join('\n')
    const headersOut = { ...given, ...(cookies && { 'set-cookie': cookies }) }
    // What a redirect leads to would not come past here again: a page of its own goes there.
    if (location !== null) {
      const { location: _location, 'content-security-policy': _policy, ...rest } = headersOut as Record<string, string>
      const body = `<!doctype html><script>location.replace(${JSON.stringify(location)})</script>`
      return route.fulfill({ status: 200, headers: { ...rest, 'content-type': 'text/html' }, body })
    }
    return route.fulfill({ status: answer.status, headers: headersOut, body: Buffer.from(await answer.arrayBuffer()) })
  })
  return context
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
    .setLegacyMode()
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

async function small(page: Page): Promise<string[]> {
  const size = page.viewportSize() ?? { width: 1280, height: 900 }
  await page.setViewportSize({ width: 320, height: 640 })
  const found = [...(await outside(page)), ...(await smallTargets(page))]
  await page.setViewportSize(size)
  return found
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'] ?? '.'
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}
