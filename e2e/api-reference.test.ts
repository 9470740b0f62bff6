/** The reference of the server's API in a real browser: for everybody, from one origin, by day and by night. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { outside } from './support/eyes.ts'
import { launch } from './support/person.ts'

const command = fileURLToPath(new URL('../packages/server/bin/postern.mjs', import.meta.url))

let browser: Browser
let server: ChildProcess
let folder: string
let url: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-reference-'))
  server = spawn(process.execPath, ['--conditions=@postern/source', command, 'dev', '--port', '0'], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  url = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /Sign-in page\s+(http:\S+)\/auth\/sign-in/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    server.on('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  const ended = new Promise((resolve) => server.on('close', resolve))
  server.kill()
  await ended
  rmSync(folder, { recursive: true, force: true })
})

async function reference(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const viewport = { width, height: 800 }
  const page = await (await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })).newPage()
  await page.goto(`${url}/api/reference`)
  return page
}

const aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const findings = async (axe: AxeBuilder): Promise<string[]> =>
  (await axe.analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)

/** Every operation is drawn alike: one chapter is looked at for all of them. What axe is not to see still costs it time. */
const keepOneChapter = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const other of document.querySelectorAll('section:not([aria-labelledby="keys"])')) other.remove()
  })

test('it has no finding of axe', { timeout: 120_000 }, async () => {
  const page = await reference(1280, 'light')
  await keepOneChapter(page)
  expect(await findings(new AxeBuilder({ page }).withTags(aa))).toEqual([])
  await page.context().close()
})

test.each([
  [1280, 'light'],
  [1280, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const)('it is legible and fits, %i pixels wide, %s', { timeout: 120_000 }, async (width, scheme) => {
  const page = await reference(width, scheme)
  expect(await outside(page)).toEqual([])
  await keepOneChapter(page)
  const part = new AxeBuilder({ page }).include('header').include('nav').include('section[aria-labelledby="keys"]')
  expect(await findings(part.withRules(['color-contrast', 'target-size']))).toEqual([])
  await page.context().close()
})

test('it fits 320 pixels', async () => {
  const page = await reference(320, 'light')
  expect(await outside(page)).toEqual([])
  await page.context().close()
})

test('it asks nobody else for anything, and its policy allows no other', async () => {
  const page = await browser.newPage()
  const asked: string[] = []
  const refused: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).origin))
  page.on('console', (message) => refused.push(message.text()))
  const response = await page.goto(`${url}/api/reference`)
  expect(new Set(asked)).toEqual(new Set([url]))
  expect(refused).toEqual([])
  expect(response?.headers()['content-security-policy']).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'",
  )
  await page.context().close()
})

test('by keyboard, the first stop leads past the list of chapters', async () => {
  const page = await reference(1280, 'light')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  await page.context().close()
})

test('an operation is found from the list, and stands where the link leads', async () => {
  const page = await reference(1280, 'light')
  await page.getByRole('navigation').getByRole('link', { name: 'rotate', exact: true }).click()
  expect(new URL(page.url()).hash).toBe('#keys.rotate')
  const operation = page.getByRole('article', { name: 'keys.rotate' })
  expect(await operation.innerText()).toContain('/api/v1/keys/{id}/rotate')
  await page.context().close()
})
