/**
 * The inbox of the test kit: a transport that keeps mails in memory and takes the link and the code out of each. Unlike
 * the development inbox it has no pages, so it may stand behind any base URL.
 */
import { parseEmailAddress } from '../domain/email-address.ts'
import type { Instant } from '../domain/instant.ts'
import type { MessageKind, Rendered } from '../domain/message.ts'
import type { Clock } from '../ports/clock.ts'
import type { Transport } from '../ports/transport.ts'

export interface TestMail {
  readonly to: string
  /** `Acme <no-reply@acme.example>`. */
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly kind: MessageKind
  /** Of a sign-in mail: what its button opens. */
  readonly link?: string
  /** What `verifyMagicLink` and `POST /magic-link/verify` take: `<attempt id>.<secret>`. */
  readonly token?: string
  readonly code?: string
  /** Every address that the mail links to, *this wasn't me* included. */
  readonly links: readonly string[]
  /** When it was handed over, by the kit's clock. */
  readonly at: Instant
}

export interface MailFilter {
  /** An address as typed: case does not matter. */
  readonly to?: string | undefined
  /** `sign-in` passes over what only tells of something. */
  readonly kind?: MessageKind | undefined
  /** Milliseconds of the machine's time. 5000 by default. */
  readonly timeout?: number | undefined
}

export interface TestInbox {
  /** Everything that was sent, newest last. */
  messages(filter?: { readonly to?: string | undefined }): readonly TestMail[]
  /** The oldest mail that was not given yet, at once or when it comes. Each is given once. Rejects when none comes. */
  next(filter?: MailFilter): Promise<TestMail>
}

export interface InboxTransport extends TestInbox {
  readonly transport: Transport
  /** As `next`, for a mail of this attempt. */
  nextOf(attemptId: string, to: string): Promise<TestMail>
}

export function createInbox(clock: Clock): InboxTransport {
  const kept: TestMail[] = []
  const open = new Set<TestMail>()
  const waiters = new Set<Waiter>()
  const take = (matches: Matches, about: string, timeout = 5000): Promise<TestMail> => {
    const found = [...open].find(matches)
    if (!found) return waitFor(waiters, { matches, about, timeout })
    open.delete(found)
    return Promise.resolve(found)
  }
  return {
    transport: {
      name: 'test-inbox',
      channel: 'mail',
      send: async (message) => {
        const mail = readMail(message, clock.now())
        kept.push(mail)
        const waiter = [...waiters].find(({ matches }) => matches(mail))
        if (waiter) waiter.give(mail)
        else open.add(mail)
        return { kind: 'taken' }
      },
    },
    messages: ({ to } = {}) => kept.filter((mail) => isTo(mail, to)),
    next: ({ to, kind, timeout } = {}) => {
      const about = `${kind === undefined ? '' : ` of kind ${kind}`}${to === undefined ? '' : ` to ${to}`}`
      return take((mail) => isTo(mail, to) && (kind === undefined || mail.kind === kind), about, timeout)
    },
    nextOf: (id, to) => take((mail) => mail.token?.startsWith(`${id}.`) ?? false, ` to ${to}${unsent}`, 2000),
  }
}

/** Asking tells nobody whether a mail is sent (invariant 10), so neither can the kit. */
const unsent = ' (none is sent where signUp does not admit the address)'

type Matches = (mail: TestMail) => boolean

interface Waiter {
  readonly matches: Matches
  give(mail: TestMail): void
}

function waitFor(
  waiters: Set<Waiter>,
  wanted: { readonly matches: Matches; readonly about: string; readonly timeout: number },
): Promise<TestMail> {
  const { promise, resolve, reject } = Promise.withResolvers<TestMail>()
  const waiter: Waiter = {
    matches: wanted.matches,
    give: (mail) => {
      waiters.delete(waiter)
      clearTimeout(timer)
      resolve(mail)
    },
  }
  const timer = setTimeout(() => {
    waiters.delete(waiter)
    reject(new Error(`No mail${wanted.about} came within ${wanted.timeout} ms`))
  }, wanted.timeout)
  waiters.add(waiter)
  return promise
}

function isTo(mail: TestMail, to: string | undefined): boolean {
  return to === undefined || keyOf(mail.to) === keyOf(to)
}

function keyOf(address: string): string {
  return parseEmailAddress(address)?.key ?? address.trim().toLowerCase()
}

function readMail({ from, to, subject, text, html, facts }: Rendered, at: Instant): TestMail {
  const token = facts.link === undefined ? undefined : tokenOf(facts.link)
  const links = linksOf(text, html)
  const sender = from.name === '' ? from.address : `${from.name} <${from.address}>`
  return { to, from: sender, subject, text, html, ...facts, ...(token === undefined ? {} : { token }), links, at }
}

/** Our own page's link, with the secret behind `#` or `?s=`, or an application's own with the whole token behind `#`. */
function tokenOf(link: string): string | undefined {
  const whole = /#([0-9a-z]{26}\.[A-Za-z0-9_-]{43})$/.exec(link)?.[1]
  if (whole !== undefined) return whole
  const [, id, secret] = /\/([0-9a-z]{26})(?:#|\?s=)([A-Za-z0-9_-]{43})$/.exec(link) ?? []
  return id === undefined ? undefined : `${id}.${secret}`
}

function linksOf(text: string, html: string): readonly string[] {
  const typed = text.match(/https?:\/\/[^\s<>"]+/g) ?? []
  const marked = [...html.matchAll(/\shref="(https?:[^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
  return [...new Set([...typed, ...marked])]
}
