/**
 * The robots that open links in mails before their person does: previews, scanners, sandboxes. Each gets the mail and a
 * network of its own; none of them types. Knows the pages only as a robot does: by their links, buttons and forms.
 */
import type { Browser, JSHandle, Page } from 'playwright-core'
import { device, linksIn, type Mail } from './person.ts'

export interface Prey {
  readonly browser: Browser
  readonly mail: Mail
  /** Where the robot comes from. */
  readonly network: string
}

export interface Robot {
  readonly name: string
  visit(prey: Prey): Promise<void>
}

const unfurlers = [
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'WhatsApp/2.23.20.0 A',
  'TelegramBot (like TwitterBot)',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
]
const prefetch = { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch', 'x-moz': 'prefetch' }

/** They read, and at most run scripts. */
export const readers: readonly Robot[] = [
  { name: 'asks with HEAD', visit: (prey) => request(prey, 'HEAD', {}) },
  { name: 'asks with GET', visit: (prey) => request(prey, 'GET', {}) },
  { name: 'fetches ahead', visit: (prey) => request(prey, 'GET', prefetch) },
  {
    name: 'draws a preview for a chat',
    async visit(prey) {
      for (const agent of unfurlers) await request(prey, 'GET', { 'user-agent': agent, range: 'bytes=0-65535' })
    },
  },
  { name: 'renders without scripts', visit: (prey) => render(prey, false) },
  { name: 'renders and runs scripts', visit: (prey) => render(prey, true) },
]

/** They press as well, but not both pages of *this wasn't me*. */
export const pressers: readonly Robot[] = [
  {
    name: 'presses every button and submits every form once',
    visit: (prey) => withPage(prey, true, (page) => pressAll(page, [linksIn(prey.mail).link], 1)),
  },
  {
    name: 'presses everything without scripts',
    visit: (prey) => withPage(prey, false, (page) => pressAll(page, Object.values(linksIn(prey.mail)), 2)),
  },
]

/** Presses everything on every page it reaches, both pages of *this wasn't me* included. */
export const walker: Robot = {
  name: 'presses everything on every page it reaches',
  visit: (prey) => withPage(prey, true, (page) => pressAll(page, Object.values(linksIn(prey.mail)), 3)),
}

/** Its browser keeps its cookies from one mail to the next: a walk for each, one after the other. */
export async function comeBack(
  { browser, network }: Pick<Prey, 'browser' | 'network'>,
  next: () => Promise<Mail | undefined>,
): Promise<void> {
  await withPage({ browser, network }, true, async (page) => {
    for (let mail = await next(); mail; mail = await next()) await pressAll(page, [linksIn(mail).link], 2)
  })
}

/** Presses everything that *this wasn't me* leads to. */
export const stopper: Robot = {
  name: 'presses everything behind *this wasn’t me*',
  visit: (prey) => withPage(prey, true, (page) => pressAll(page, [linksIn(prey.mail).cancel], 3)),
}

async function request({ mail, network }: Prey, method: string, headers: Record<string, string>): Promise<void> {
  for (const url of Object.values(linksIn(mail))) {
    const answer = await fetch(url, { method, headers: { ...headers, 'x-forwarded-for': network } })
    await answer.text()
  }
}

function render(prey: Prey, javaScript: boolean): Promise<void> {
  return withPage(prey, javaScript, async (page) => {
    for (const url of Object.values(linksIn(prey.mail))) await page.goto(url, { waitUntil: 'networkidle' })
  })
}

export async function withPage(
  { browser, network }: Pick<Prey, 'browser' | 'network'>,
  javaScript: boolean,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const { context, page } = await device(browser, { network, javaScript })
  try {
    await work(page)
  } finally {
    await context.close()
  }
}

/** What was pressed to get to a page, from the link on: each press by its place on its page. */
interface Way {
  readonly link: string
  readonly presses: readonly number[]
}

const mostWays = 200

/**
 * Reaches every page that at most `depth` presses lead to, and presses everything on each that differs from those seen.
 * A page that an answer brought cannot be loaded again, so the robot goes each way anew; where it no longer leads to
 * the same pages, what came instead is one more page to press everything on.
 */
export async function pressAll(page: Page, links: readonly string[], depth: number): Promise<void> {
  const seen = new Set<string>()
  const ways: Way[] = links.map((link) => ({ link, presses: [] }))
  for (let next = 0; next < ways.length; next++) {
    if (next > mostWays) throw new Error(`the robot does not come to an end: ${[...seen].join(' / ')}`)
    const { link, presses } = ways[next] as Way
    const went = await go(page, { link, presses }, seen)
    if (went.length < presses.length) {
      ways.push({ link, presses: went })
      continue
    }
    const face = await faceOf(page)
    if (seen.has(face) || presses.length >= depth) continue
    seen.add(face)
    const { length } = await labelsOf(page)
    for (let thing = 0; thing < length; thing++) ways.push({ link, presses: [...presses, thing] })
  }
}

/** Goes a way as far as its pages were seen before, and says how far. */
async function go(page: Page, { link, presses }: Way, seen: ReadonlySet<string>): Promise<readonly number[]> {
  // To another fragment of the page it is on a browser goes without asking anew.
  if (withoutFragment(page.url()) === withoutFragment(link)) await page.goto('about:blank')
  await page.goto(link)
  await settle(page)
  for (const [count, thing] of presses.entries()) {
    if (!seen.has(await faceOf(page))) return presses.slice(0, count)
    await press(page, thing)
  }
  return presses
}

const withoutFragment = (url: string): string => url.split('#', 1)[0] ?? ''

/** A landing page's script goes on by itself. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => matchMedia('(scripting: none)').matches || document.querySelector('form[data-fragment]') === null,
  )
  await page.waitForLoadState('load')
}

/** What makes two pages the same to a robot: heading, and what there is to press. */
async function faceOf(page: Page): Promise<string> {
  return [await page.locator('h1').first().innerText(), ...(await labelsOf(page))].join(' | ')
}

async function labelsOf(page: Page): Promise<string[]> {
  return (await things(page)).evaluate((all) => all.map((thing) => thing.innerText.trim()))
}

/** What a page offers: buttons and links that are seen, and forms without one. Only development links to its inbox. */
function things(page: Page): Promise<JSHandle<HTMLElement[]>> {
  return page.evaluateHandle(() => {
    const here = (one: HTMLElement): boolean =>
      !(one instanceof HTMLAnchorElement) || (one.origin === location.origin && !one.pathname.includes('/dev/inbox'))
    const pressable = [...document.querySelectorAll<HTMLElement>('button, a[href]')]
    const seen = pressable.filter((one) => one.checkVisibility() && one.ariaDisabled !== 'true' && here(one))
    const without = [...document.forms].filter((form) => !seen.some((one) => (one as HTMLButtonElement).form === form))
    return [...seen, ...without]
  })
}

/** Presses what is at this place; a form that wants something typed is sent all the same. */
async function press(page: Page, place: number): Promise<void> {
  const loaded = page.waitForEvent('load')
  const all = await things(page)
  await all.evaluate((list, at) => {
    const thing = list[at]
    const form = thing instanceof HTMLButtonElement ? thing.form : thing instanceof HTMLFormElement ? thing : null
    if (form !== null && (thing === form || !form.checkValidity())) form.submit()
    else thing?.click()
  }, place)
  await loaded
}
