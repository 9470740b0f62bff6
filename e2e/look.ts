/**
 * Every page and mail in every state and language, without a server: measured at 320 pixels, with text of twice the
 * size as well, and drawn on sheets to be looked at. `npm run look -- de,ar` takes two languages, `--pictures` draws
 * them into .cache/look. Exits with 1 when it found something.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { type Locale, locales } from '../packages/postern/src/copy/locale.ts'
import { loadWords } from '../packages/postern/src/copy/words.ts'
import { exampleFacts } from '../packages/postern/src/mails/example-facts.ts'
import { renderMail } from '../packages/postern/src/mails/render-mail.ts'
import { assets } from '../packages/postern/src/pages/assets.generated.ts'
import { sampleContext, samplePages } from '../packages/postern/src/pages/sample-pages.ts'
import { outside, smallTargets } from './support/eyes.ts'
import { layoutFaults } from './support/layout-faults.ts'
import { launch } from './support/person.ts'

const site = 'http://look.test'
/** As much as an application may ask of a narrow page. */
const longName = 'Northwind Traders International'
const wideLogo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 100"><path d="M0 0h900v100H0z" fill="#d13"/></svg>'
const folder = join(import.meta.dirname, '../.cache/look')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pictures: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    width: { type: 'string', default: '360' },
    scheme: { type: 'string', default: 'light,dark' },
    theme: { type: 'string' },
  },
})
const chosen = locales.filter((locale) => positionals.length === 0 || positionals.join().split(',').includes(locale))

const browser = await launch()
try {
  let count = 0
  for (const locale of chosen) {
    await loadWords(locale)
    const pages = new Map(Object.entries(allOf(locale)).filter(([name]) => new RegExp(values.only).test(name)))
    if (values.pictures) await draw(browser, locale, pages)
    else count += await measure(browser, locale, pages)
  }
  process.stdout.write(values.pictures ? `${folder}\n` : `${count} faults\n`)
  process.exitCode = count === 0 ? 0 : 1
} finally {
  await browser.close()
}

function allOf(locale: Locale): Readonly<Record<string, string>> {
  const theme = values.theme === undefined ? {} : { theme: '/auth/assets/theme.css' }
  const context = {
    ...sampleContext,
    locale,
    assets: { ...sampleContext.assets, account: '/auth/assets/account.css', ...theme },
    timeZone: 'Europe/Paris',
    development: true,
  }
  const widest = { ...context, application: { name: longName, homeUrl: '/', logoUrl: '/wide.svg' } }
  const branded = ['sign-in', 'sign-in-session', 'account'].map((name) => [
    `${name}-logo`,
    samplePages(widest)[name] ?? '',
  ])
  // A form that goes off by itself would leave the page before it was looked at.
  const pages = [...Object.entries(samplePages(context)), ...branded].map(([name = '', page = '']) => [
    name,
    page.replaceAll(' data-auto', ''),
  ])
  const mails = Object.entries(exampleFacts(locale)).map(([name, facts]) => [`mail-${name}`, renderMail(facts).html])
  return Object.fromEntries([...pages, ...mails])
}

async function measure(on: Browser, locale: Locale, pages: ReadonlyMap<string, string>): Promise<number> {
  const page = await open(on, locale, 320, 'light', pages)
  let count = 0
  for (const name of pages.keys()) {
    await page.goto(`${site}/${name}`)
    const faults = await faultsOf(page, name, locale)
    for (const fault of faults) process.stdout.write(`${locale} ${name}: ${fault}\n`)
    count += faults.length
  }
  await page.context().close()
  return count
}

async function faultsOf(page: Page, name: string, locale: Locale): Promise<readonly string[]> {
  await page.addStyleTag({ content: '.later, .unscripted { animation: none !important; }' })
  // Those who develop read English.
  const language = name.startsWith('dev-inbox') ? 'en' : locale
  const found = [...(await outside(page)), ...(await layoutFaults(page, language))]
  if (name.startsWith('mail-')) return found
  found.push(...(await smallTargets(page)))
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  const large = [...(await outside(page)), ...(await layoutFaults(page, language))]
  const short = (fault: string): boolean => !fault.endsWith('lines')
  const all = [...found, ...large.filter(short).map((fault) => `twice the size: ${fault}`)]
  // A name as long as the longest takes the lines it needs.
  return name.endsWith('-logo') ? all.filter(short) : all
}

async function draw(on: Browser, locale: Locale, pages: ReadonlyMap<string, string>): Promise<void> {
  for (const scheme of values.scheme.split(',') as ('light' | 'dark')[]) {
    const width = Number(values.width)
    const shots = join(folder, [locale, scheme, width, values.theme && 'theme'].filter(Boolean).join('-'))
    rmSync(shots, { recursive: true, force: true })
    mkdirSync(shots, { recursive: true })
    const page = await open(on, locale, width, scheme, pages)
    for (const name of pages.keys()) {
      await page.goto(`${site}/${name}`)
      await page.addStyleTag({ content: '.later, .unscripted { animation: none !important; }' })
      await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
    }
    await sheets(page, shots, width)
    await page.context().close()
  }
}

/** Several pictures side by side, with their names. */
async function sheets(page: Page, shots: string, width: number): Promise<void> {
  const columns = width > 600 ? 3 : 6
  const pictures = readdirSync(shots).sort()
  for (let start = 0; start < pictures.length; start += 2 * columns) {
    const cells = pictures.slice(start, start + 2 * columns).map((name) => {
      const data = readFileSync(join(shots, name)).toString('base64')
      return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${data}"></figure>`
    })
    const style = `body{display:grid;grid-template-columns:repeat(${columns},1fr);gap:8px;background:#888;margin:8px;align-items:start}figure{margin:0}img{width:100%}figcaption{font:16px sans-serif}`
    await page.setViewportSize({ width: 1960, height: 600 })
    await page.setContent(`<style>${style}</style>${cells.join('')}`)
    await page.screenshot({ path: `${shots}-${start / (2 * columns) + 1}.png`, fullPage: true })
  }
}

async function open(
  on: Browser,
  locale: Locale,
  width: number,
  colorScheme: 'light' | 'dark',
  pages: ReadonlyMap<string, string>,
): Promise<Page> {
  const viewport = { width, height: width > 600 ? 800 : 640 }
  const context = await on.newContext({
    viewport,
    colorScheme,
    locale,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Paris',
  })
  const page = await context.newPage()
  await page.route(`${site}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    if (name === 'theme.css')
      return route.fulfill({ contentType: 'text/css', body: readFileSync(values.theme ?? '', 'utf8') })
    if (name === 'wide.svg') return route.fulfill({ contentType: 'image/svg+xml', body: wideLogo })
    const asset = Object.hasOwn(assets, name) ? assets[name as keyof typeof assets] : undefined
    if (asset !== undefined) return route.fulfill({ contentType: asset.type, body: asset.body })
    const body = pages.get(name)
    return body === undefined ? route.abort() : route.fulfill({ contentType: 'text/html; charset=utf-8', body })
  })
  return page
}
