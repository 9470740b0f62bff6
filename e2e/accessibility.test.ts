/**
 * Every page for everybody: with a screen reader, a keyboard alone, large text, a small screen, the system's own
 * colours, no motion, a slow network. What the pages promise is held to account here, on a real server.
 */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contrastFaults, edgeless, focusShows, outside, smallTargets } from './support/eyes.ts'
import { type House, type HouseOptions, openHouse } from './support/house.ts'
import { ask, type Device, device, launch, linksIn, numberOn, otherThan, reads, sees } from './support/person.ts'
import { type Language, queryTour, tour, walkThrough } from './support/tour.ts'

const aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const mostBytes = 20_000
const ada = 'ada@acme.example'
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

type Check = (page: Page, lens: Page, bytes: number) => Promise<string[]>

const checks: Readonly<Record<string, Check>> = {
  'has no finding of axe, by day': (page) => axe(page, aa),
  'is titled, and speaks its language in its direction': named,
  'is read against every pixel behind it, by day': contrastFaults,
  'has no finding of axe in its colours, by night': (page) =>
    inScheme(page, 'dark', () => axe(page, ['wcag2aa'], loaded)),
  'is read against every pixel behind it, by night': (page, lens) =>
    inScheme(page, 'dark', () => contrastFaults(page, lens)),
  'fits 320 pixels, with text of twice the size as well, and has targets of 44 pixels there': small,
  'weighs less than 20 KB with its style sheet, and asks nobody else for anything': weighed,
}

/** The colours of one language are those of every other. */
const checksIn = (language: Language): [string, Check][] =>
  Object.entries(checks).filter(([name]) => language === 'en' || !/pixel behind|in its colours/.test(name))

/** `POSTERN_TEST_WHOLE=yes` goes through it in Arabic as well; what is unlike there is looked at with accounts and themes. */
const languages: readonly Language[] = process.env['POSTERN_TEST_WHOLE'] === 'yes' ? ['en', 'ar'] : ['en']

describe.each<Language>(languages)('every page is for everybody, in %s:', (language) => {
  const stops = new Map<string, string[]>()
  let lens: Page

  beforeAll(async () => {
    lens = await browser.newPage()
  })
  afterAll(() => lens.context().close())

  const walk = async (title: string, part: (typeof tour)[string], where: House): Promise<string[]> => {
    const faults: string[] = []
    const seen: string[] = []
    await walkThrough(part, browser, where, language, async (name, page, focus, bytes) => {
      seen.push(name)
      // A page behind another one is not painted, and a picture of it may never come.
      await page.bringToFront()
      const { tag, matches } = await focused(page, focus)
      if (!matches) faults.push(`${name} has the focus on ${tag}, not on ${focus}`)
      for (const [check, run] of checksIn(language))
        for (const fault of await run(page, lens, bytes)) faults.push(`${name} ${check}: ${fault}`)
    })
    stops.set(title, seen)
    return faults
  }

  const own: HouseOptions = { liveSets: 1, placeOf: () => 'Lyon, France' }
  test.each([
    ...Object.entries(tour).map(([title, part]) => ({ title, part, options: own })),
    ...Object.entries(queryTour).map(([title, part]) => ({ title, part, options: { ...own, link: 'query' } as const })),
  ])('$title', { timeout: 180_000 }, async ({ title, part, options }) => {
    const house = await openHouse(options)
    try {
      expect(await walk(title, part, house)).toEqual([])
    } finally {
      await house.close()
    }
  })
  test('none was left out', () => {
    const names = [...stops.values()].flat()
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(35)
  })
})

describe('by keyboard alone', () => {
  let house: House
  let laptop: Device
  let page: Page

  beforeEach(async () => {
    house = await openHouse({ homeUrl: '/home' })
    laptop = await device(browser)
    page = laptop.page
  })
  afterEach(async () => {
    await laptop.context.close()
    await house.close()
  })

  test('a person signs in by code without a Tab: each field has the focus when its page comes', async () => {
    await page.goto(`${house.url}/auth/sign-in?redirect_uri=/inside`)
    await page.locator('#email:focus').waitFor()
    await page.keyboard.type(ada)
    await page.keyboard.press('Enter')
    await sees(page, 'Check your email')
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.locator('#code:focus').waitFor()
    await page.keyboard.type(otherThan(code))
    await reads(page, 'That code isn’t right. You have 4 tries left.')
    await page.locator('#code:focus').waitFor()
    await page.keyboard.type(code)
    await sees(page, `Inside as ${ada}`)
  })

  test('a wrong code is read out with its field', async () => {
    await ask(page, house, ada)
    const { code = '' } = await house.inbox.next({ to: ada })
    await page.keyboard.type(otherThan(code))
    await reads(page, 'That code isn’t right. You have 4 tries left.')
    const field = page.getByRole('textbox', { name: 'Type the code, or open the link' })
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
    expect(await described(field)).toContain('You have 4 tries left')
    expect(await page.getByRole('alert').innerText()).toContain('You have 4 tries left')
  })

  test('every control of the way can be reached in the order it is read, shows its focus, and nothing else is met', async () => {
    await page.goto(`${house.url}/auth/sign-in`)
    expect(await tabOrder(page)).toEqual(['#email', 'Email me', 'Back to Acme', 'Development · Dev inbox', 'Acme'])
    await ask(page, house, ada)
    const number = await numberOn(page)
    expect(await tabOrder(page)).toEqual([
      '#code',
      'Sign in',
      expect.stringMatching(/^Send again at \d\d:\d\d/),
      'Other address',
      'Back to Acme',
      'Development · Dev inbox',
      'Acme',
    ])
    const reader = await device(browser)
    await reader.page.goto(linksIn(await house.inbox.next({ to: ada })).link)
    await sees(reader.page, 'Did you ask to sign in?')
    expect(await tabOrder(reader.page)).toEqual([
      '#email',
      'Sign in here',
      '#number',
      'Let it in',
      'This wasn’t me',
      'Back to Acme',
      'Development · Dev inbox',
      'Acme',
    ])
    await tabTo(reader.page, '#number')
    await reader.page.keyboard.type(number)
    await reader.page.keyboard.press('Enter')
    await sees(reader.page, 'The other browser is in')
    await sees(page, `Inside as ${ada}`)
    await reader.context.close()
  })

  test('a reader who did not ask stops it: from the heading to the button, and once more', async () => {
    await ask(page, house, ada)
    const reader = await device(browser)
    await reader.page.goto(linksIn(await house.inbox.next({ to: ada })).link)
    await sees(reader.page, 'Did you ask to sign in?')
    await tabTo(reader.page, 'This wasn’t me')
    await reader.page.keyboard.press('Enter')
    await sees(reader.page, 'Stop this sign-in?')
    await tabTo(reader.page, 'Stop it')
    await reader.page.keyboard.press('Space')
    await sees(reader.page, 'Stopped')
    await sees(page, 'This sign-in was stopped')
    await tabTo(page, 'Email me a new link')
    await page.keyboard.press('Enter')
    await sees(page, 'Check your email')
    await reader.context.close()
  })

  test('in the system’s own colours every control keeps an edge and its focus shows', async () => {
    const lens = await laptop.context.newPage()
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto(`${house.url}/auth/sign-in`)
    await tabOrder(page)
    expect(await edgeless(page, lens)).toEqual([])
    await ask(page, house, ada)
    await tabOrder(page)
    expect(await edgeless(page, lens)).toEqual([])
    const reader = await device(browser)
    await reader.page.emulateMedia({ forcedColors: 'active' })
    await reader.page.goto(linksIn(await house.inbox.next({ to: ada })).link)
    await sees(reader.page, 'Did you ask to sign in?')
    await tabOrder(reader.page)
    expect(await edgeless(reader.page, lens)).toEqual([])
    await reader.context.close()
  })

  test('nothing moves for whoever asked for no motion, and something does for everybody else', async () => {
    await ask(page, house, ada)
    expect(await moving(page)).toEqual([])
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    expect(await moving(page)).toContain('breathe')
  })
})

/** Source for a page that has axe already: half a megabyte need not be read twice. */
const loaded = 'void 0;'

async function axe(page: Page, tags: string[], axeSource?: string): Promise<string[]> {
  const builder = new AxeBuilder(axeSource === undefined ? { page } : { page, axeSource })
  // The legacy mode stays in this page; the mail in the frame of the dev inbox is not a page of ours.
  const { violations } = await builder.withTags(tags).setLegacyMode().analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

async function named(page: Page): Promise<string[]> {
  const { title, lang, dir, headings } = await page.evaluate(() => {
    const { lang, dir } = document.documentElement
    const headings = [...document.querySelectorAll('h1')].map(({ innerText }) => innerText)
    return { title: document.title, lang, dir, headings }
  })
  const inbox = page.url().includes('/dev/inbox')
  const language = inbox ? 'en' : await page.evaluate(() => navigator.language.slice(0, 2))
  const right = { lang: language, dir: language === 'ar' ? 'rtl' : 'ltr' }
  return [
    ...(title.includes(inbox ? 'Inbox' : (headings[0] ?? '')) ? [] : [`titled “${title}”`]),
    ...(lang === right.lang && dir === right.dir ? [] : [`${lang} ${dir}`]),
    ...(headings.length === 1 ? [] : [`${headings.length} headings`]),
  ]
}

async function focused(page: Page, selector: string): Promise<{ tag: string; matches: boolean }> {
  return page.evaluate((wanted) => {
    const active = document.activeElement
    return { tag: active?.outerHTML.slice(0, 60) ?? 'nothing', matches: active?.matches(wanted) ?? false }
  }, selector)
}

async function inScheme<T>(page: Page, colorScheme: 'dark', run: () => Promise<T>): Promise<T> {
  await page.emulateMedia({ colorScheme })
  const seen = await run()
  await page.emulateMedia({ colorScheme: 'light' })
  return seen
}

async function small(page: Page): Promise<string[]> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 320, height: 640 })
  const seen = [...(await outside(page)), ...(await smallTargets(page))]
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  for (const fault of await outside(page)) seen.push(`twice the size: ${fault}`)
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  if (size) await page.setViewportSize(size)
  return seen
}

/** As it comes over the network, unpacked. */
async function weighed(page: Page, _lens: Page, ofDocument: number): Promise<string[]> {
  const { asked, sheets, origin } = await page.evaluate(() => ({
    asked: performance.getEntriesByType('resource').map(({ name }) => name),
    sheets: [...document.styleSheets].flatMap(({ href }) => href ?? []),
    origin: location.origin,
  }))
  const bytes = await Promise.all(sheets.map((url) => weightOf(page, url)))
  const whole = bytes.reduce((sum, one) => sum + one, ofDocument)
  const foreign = asked.filter((url) => !url.startsWith(`${origin}/`)).map((url) => `asks ${url}`)
  return whole < mostBytes ? foreign : [...foreign, `${whole} bytes`]
}

async function weightOf(page: Page, url: string): Promise<number> {
  return (
    await page
      .context()
      .request.get(url)
      .then((answer) => answer.body())
  ).length
}

/** Everything that Tab meets, from where the page put the focus once around; each must show that it is met. */
async function tabOrder(page: Page): Promise<string[]> {
  const met: string[] = []
  for (let tabs = 0; tabs < 20; tabs++) {
    const here = await nameOfFocus(page)
    if (here !== '' && met.includes(here)) return met
    if (here !== '') {
      met.push(here)
      expect(await focusShows(page), `the focus on ${here}`).toBe(true)
      expect(await isCovered(page), `${here} lies under something`).toBe(false)
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come round: ${met.join(', ')}`)
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < 20; tabs++) {
    if ((await nameOfFocus(page)) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not meet ${name}`)
}

/** An id or the words on it; empty for the page and its heading. */
function nameOfFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement
    if (!(active instanceof HTMLElement) || active.matches('body, h1')) return ''
    return active.id ? `#${active.id}` : active.innerText.replace(/\s+/g, ' ').trim()
  })
}

function isCovered(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const active = document.activeElement
    active?.scrollIntoView({ block: 'nearest' })
    const { x, y, width, height } = (active?.closest('.code') ?? active)?.getBoundingClientRect() ?? new DOMRect()
    const top = document.elementFromPoint(x + width / 2, y + height / 2)
    return !active?.contains(top)
  })
}

function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'a transition'))
      // It only holds something back until it is wanted: nothing is seen to move.
      .filter((name) => name !== 'withheld'),
  )
}

async function described(field: ReturnType<Page['locator']>): Promise<string> {
  return field.evaluate((input) =>
    (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.innerText ?? '')
      .join(' '),
  )
}
