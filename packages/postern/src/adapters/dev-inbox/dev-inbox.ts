/**
 * The development inbox: a transport that keeps mails in memory instead of sending them, and lets tests wait for one.
 * It exists in development only (invariant 20); whoever wires it up sees `development` and refuses it elsewhere. Knows
 * no page and no route.
 */
import { parseEmailAddress } from '../../domain/email-address.ts'
import { type Instant, instant } from '../../domain/instant.ts'
import { anything, checkMembers } from '../../domain/kinds.ts'
import type { MessageKind, Rendered } from '../../domain/message.ts'
import type { Handover, Transport } from '../../ports/transport.ts'

export interface DevInboxOptions {
  /** How many mails are kept; the oldest go first. 200 by default. */
  readonly keep?: number
}

export interface InboxMessage {
  readonly id: string
  readonly to: string
  /** `Acme <no-reply@acme.example>`, for display. */
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly kind: MessageKind
  readonly link?: string
  readonly code?: string
  /** When it arrived. */
  readonly at: Instant
}

export interface InboxFilter {
  /** An address as typed: case and the spelling of an international domain do not matter. */
  readonly to?: string | undefined
  /** What it is for: `sign-in` leaves out what only tells of something. */
  readonly kind?: MessageKind | undefined
  /** The id of a mail: only those that arrived after it. */
  readonly after?: string | undefined
}

type Wanted = Pick<InboxFilter, 'to' | 'kind'>

export interface NextOptions extends Wanted {
  /** Milliseconds; 5000 by default. */
  readonly timeout?: number | undefined
}

export interface Inbox {
  /** Newest last. */
  messages(filter?: InboxFilter): readonly InboxMessage[]
  /**
   * The oldest mail that no `next` has given yet, at once if it is there, otherwise when it comes. Each mail is given
   * once. Rejects when the time is over or the inbox is closed.
   */
  next(options?: NextOptions): Promise<InboxMessage>
  get(id: string): InboxMessage | undefined
}

/** Keeps mails in memory. A repeat of a mail, known by its Message-ID, is the same mail and kept once. */
export function devInbox(options: DevInboxOptions = {}): Transport & Inbox {
  checkMembers(options, { keep: anything }, { before: 'devInbox: ', what: 'option' })
  const keep = options.keep ?? 200
  if (!Number.isInteger(keep) || keep < 1) throw new TypeError('devInbox: keep must be a whole number from 1 on')
  const kept: InboxMessage[] = []
  const notGiven = new Set<InboxMessage>()
  const waiters = new Set<Waiter>()

  return {
    name: 'dev-inbox',
    channel: 'mail',
    development: true,
    send: async (message, signal): Promise<Handover> => {
      if (signal.aborted) return { kind: 'later', reason: 'aborted' }
      const mail = toMail(message)
      if (!kept.some((other) => other.id === mail.id)) arrive(mail)
      return { kind: 'taken', reference: mail.id }
    },
    messages: ({ after, ...wanted } = {}) => kept.slice(startAfter(kept, after)).filter((mail) => is(mail, wanted)),
    next: ({ timeout = 5000, ...wanted } = {}) => {
      const found = [...notGiven].find((mail) => is(mail, wanted))
      if (!found) return waitFor(waiters, wanted, timeout)
      notGiven.delete(found)
      return Promise.resolve(found)
    },
    get: (id) => kept.find((mail) => mail.id === id),
    close: async () => {
      for (const waiter of waiters) waiter.fail('the inbox was closed')
    },
  }

  function arrive(mail: InboxMessage): void {
    kept.push(mail)
    if (kept.length > keep) for (const gone of kept.splice(0, kept.length - keep)) notGiven.delete(gone)
    const waiter = [...waiters].find(({ wanted }) => is(mail, wanted))
    if (waiter) waiter.give(mail)
    else notGiven.add(mail)
  }
}

interface Waiter {
  readonly wanted: Wanted
  give(mail: InboxMessage): void
  fail(why: string): void
}

function toMail(message: Rendered): InboxMessage {
  const { messageId, from, to, subject, text, html, facts } = message
  const id = messageId.replace(/^<|@.*$/g, '')
  return { id, to, from: `${from.name} <${from.address}>`, subject, text, html, at: instant(Date.now()), ...facts }
}

// An id that has been pushed out is older than all that is kept.
function startAfter(kept: readonly InboxMessage[], after: string | undefined): number {
  return after === undefined ? 0 : kept.findIndex((mail) => mail.id === after) + 1
}

function is(mail: InboxMessage, { to, kind }: Wanted): boolean {
  return (to === undefined || keyOf(mail.to) === keyOf(to)) && (kind === undefined || mail.kind === kind)
}

function keyOf(address: string): string {
  return parseEmailAddress(address)?.key ?? address.trim().toLowerCase()
}

function waitFor(waiters: Set<Waiter>, wanted: Wanted, timeout: number): Promise<InboxMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<InboxMessage>()
  const end = (): void => {
    clearTimeout(timer)
    waiters.delete(waiter)
  }
  const { to } = wanted
  const waiter: Waiter = {
    wanted,
    give: (mail) => {
      end()
      resolve(mail)
    },
    fail: (why) => {
      end()
      reject(new Error(`No mail${to === undefined ? '' : ` to ${to}`}: ${why}`))
    },
  }
  const timer = setTimeout(() => waiter.fail(`none came within ${timeout} ms`), timeout)
  waiters.add(waiter)
  return promise
}
