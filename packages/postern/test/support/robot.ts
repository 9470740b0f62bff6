/**
 * A mail robot in a browser of its own: it opens what it finds, runs the page's script as far as that sends the secret
 * behind the `#`, and presses every button there is. It types nothing.
 */

import { type Form, formsOf } from '../../src/testing/forms.ts'
import { type Browser, openBrowser } from './browser.ts'
import type { Reply } from './reply.ts'
import { base, type World } from './world.ts'

export interface RobotOptions {
  readonly peer?: string
  /** Pages deep. */
  readonly depth?: number
  /** Forms whose action matches are left alone. */
  readonly spares?: RegExp
  /** Its own, with the cookies it kept from another mail. By default it has none. */
  readonly browser?: Browser
}

export interface Walk {
  readonly browser: Browser
  /** Every answer it saw, with what it pressed. */
  readonly seen: readonly { readonly pressed: string; readonly reply: Reply }[]
}

export async function letRobotWalk(world: World, link: string, options: RobotOptions = {}): Promise<Walk> {
  const { peer = '198.51.100.20', depth = 4, spares } = options
  const { browser = openBrowser(world, { peer }) } = options
  const seen: { pressed: string; reply: Reply }[] = []
  const url = new URL(link)
  const walk = async (reply: Reply, left: number): Promise<void> => {
    if (left === 0) return
    for (const form of formsOf(reply.text)) {
      if (spares?.test(form.action)) continue
      const answer = await press(browser, form, url.hash.slice(1))
      seen.push({ pressed: form.action, reply: answer })
      await walk(answer, left - 1)
    }
  }
  await browser.visit(`${url.origin}${url.pathname}${url.search}`, { 'sec-purpose': 'prefetch' })
  await walk(await browser.visit(`${url.origin}${url.pathname}${url.search}`), depth)
  return { browser, seen }
}

function press(browser: Browser, form: Form, secret: string): Promise<Reply> {
  const token = form.fragment === undefined ? {} : { token: `${form.fragment}.${secret}` }
  const path = form.action.startsWith(base) ? form.action.slice(base.length) : form.action
  return browser.submit(path, { ...form.fields, ...token })
}
