/**
 * Mail robots: what scanners, gateways and previews do to a mail before anybody reads it, over HTTP and without a
 * browser. None of them types anything. A robot reports what it did; who judges it stands elsewhere.
 */
import { type Form, formsOf, linksOf } from './forms.ts'
import type { Mount } from './mount.ts'
import type { TestMail } from './test-inbox.ts'
import { createVisitor, type Reply } from './visitor.ts'

export interface MailRobot {
  readonly name: RobotName
  /** Whether it presses *this wasn't me*, which may stop an attempt and nothing else. */
  readonly mayStop: boolean
  /** Whether it comes to a mail that was used already, keeps its cookies, and goes on to every mail it has sent. */
  readonly returns?: true
  walk(mail: TestMail, hands: Hands): Promise<void>
}

export type RobotName =
  | 'head'
  | 'prefetch'
  | 'post'
  | 'follow'
  | 'script'
  | 'press'
  | 'press-everything'
  | 'press-and-return'

/** What a robot can do. Every call is noted. */
export interface Hands {
  readonly calls: readonly RobotCall[]
  open(method: string, url: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  send(form: Form, page: string): Promise<Reply>
}

export interface RobotCall {
  /** `GET https://app.example.com/auth/link/…`, without what stands behind `#` or `?`. */
  readonly call: string
  readonly status: number
  readonly setCookies: readonly string[]
}

export const mailRobots: readonly MailRobot[] = [
  { name: 'head', mayStop: false, walk: (mail, hands) => everyLink(mail, (url) => hands.open('HEAD', url)) },
  {
    name: 'prefetch',
    mayStop: false,
    walk: (mail, hands) =>
      everyLink(mail, (url) => hands.open('GET', url, { purpose: 'prefetch', 'sec-purpose': 'prefetch' })),
  },
  { name: 'post', mayStop: false, walk: (mail, hands) => everyLink(mail, (url) => hands.send(emptyForm(url), url)) },
  { name: 'follow', mayStop: false, walk: (mail, hands) => everyLink(mail, (url) => follow(hands, url, 2)) },
  {
    name: 'script',
    mayStop: false,
    walk: (mail, hands) => press(mail, hands, { from: ownLinks(mail), depth: 1, only: isScripted }),
  },
  {
    name: 'press',
    mayStop: false,
    walk: (mail, hands) => press(mail, hands, { from: ownLinks(mail), depth: 4, only: (form) => !isStop(form) }),
  },
  {
    name: 'press-everything',
    mayStop: true,
    walk: (mail, hands) => press(mail, hands, { from: mail.links, depth: 4, only: () => true }),
  },
  {
    name: 'press-and-return',
    mayStop: false,
    returns: true,
    walk: (mail, hands) => press(mail, hands, { from: ownLinks(mail), depth: 4, only: (form) => !isStop(form) }),
  },
]

const scanner = 'Mozilla/5.0 (compatible; MailScanner/1.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0'
const navigation = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-mode': 'navigate' }
/** A robot that runs in circles has found nothing new for long. */
const mostCalls = 60

export function handsOn(mount: Mount): Hands {
  const visitor = createVisitor(mount, { userAgent: scanner })
  const calls: RobotCall[] = []
  const note = (method: string, url: string, reply: Reply): Reply => {
    const { origin, pathname } = new URL(url)
    const setCookies = reply.headers.getSetCookie()
    calls.push({ call: `${method} ${origin}${pathname}`, status: reply.status, setCookies })
    return reply
  }
  return {
    calls,
    async open(method, url, headers = {}) {
      const all = { ...navigation, 'sec-fetch-site': 'none', ...headers }
      return note(method, url, await visitor.call(method, withoutFragment(url), all))
    },
    async send(form, page) {
      const url = new URL(form.action === '' ? page : form.action, page).href
      const fields = new URLSearchParams(withSecret(form, page)).toString()
      const origin = { origin: new URL(page).origin, 'sec-fetch-site': 'same-origin' }
      if (form.method === 'GET') {
        return note('GET', url, await visitor.call('GET', `${withoutFragment(url)}?${fields}`, navigation))
      }
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const headers = { ...navigation, ...origin, ...type }
      return note(form.method, url, await visitor.call(form.method, withoutFragment(url), headers, fields))
    },
  }
}

async function everyLink(mail: TestMail, act: (url: string) => Promise<unknown>): Promise<void> {
  for (const url of mail.links) await act(url)
}

async function follow(hands: Hands, url: string, depth: number): Promise<void> {
  const { text, headers } = await hands.open('GET', url)
  if (depth === 0) return
  const found = [...linksOf(text), ...[headers.get('location')].filter((one) => one !== null)]
  for (const next of found.map((href) => ownAddress(href, url))) {
    if (next !== undefined && hands.calls.length < mostCalls) await follow(hands, next, depth - 1)
  }
}

interface Pressing {
  readonly from: readonly string[]
  /** Pages deep. */
  readonly depth: number
  readonly only: (form: Form) => boolean
}

async function press(mail: TestMail, hands: Hands, { from, depth, only }: Pressing): Promise<void> {
  const secret = secretOf(mail)
  const walk = async (reply: Reply, page: string, left: number): Promise<void> => {
    for (const form of formsOf(reply.text).filter(only)) {
      if (left === 0 || hands.calls.length >= mostCalls) return
      const answer = await hands.send(form, page)
      const there = answer.headers.get('location')
      const next = there === null ? undefined : ownAddress(there, page)
      // Behind a redirect it goes on as browsers do; the secret stays with the page it came from.
      if (next === undefined) await walk(answer, page, left - 1)
      else await walk(await hands.open('GET', next), next + secret, left - 1)
    }
  }
  for (const url of from) await walk(await hands.open('GET', url), url, depth)
}

const ownLinks = ({ link }: TestMail): readonly string[] => (link === undefined ? [] : [link])
const isScripted = (form: Form): boolean => form.fragment !== undefined
const isStop = (form: Form): boolean => form.action.endsWith('/cancel')
const emptyForm = (action: string): Form => ({ method: 'POST', action, fields: {}, fragment: undefined })

/** What the page's own script does with the secret behind the `#`. */
function withSecret({ fields, fragment }: Form, page: string): Form['fields'] {
  return fragment === undefined ? fields : { ...fields, token: `${fragment}.${new URL(page).hash.slice(1)}` }
}

function secretOf({ link }: TestMail): string {
  return link === undefined ? '' : new URL(link).hash
}

function withoutFragment(url: string): string {
  const plain = new URL(url)
  plain.hash = ''
  return plain.href
}

function ownAddress(href: string, page: string): string | undefined {
  if (!URL.canParse(href, page)) return undefined
  const url = new URL(href, page)
  return url.origin === new URL(page).origin ? url.href : undefined
}
