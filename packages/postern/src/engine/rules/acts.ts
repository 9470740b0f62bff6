/** What signed-in users confirm by mail, and what their session may do without that. */
import { type About, isAct, type Purpose } from '../../domain/attempt.ts'
import { type Duration, days, type Instant } from '../../domain/instant.ts'
import type { MessageFacts, MessageKind } from '../../domain/message.ts'
import type { Method, Session } from '../../domain/session.ts'
import type { Subject } from '../../domain/user.ts'
import type { CurrentSession } from './current-session.ts'
import { mailFor } from './policy.ts'
import type { Turn } from './turn.ts'

/** How long a change of addresses can be undone, and a given-up address is kept for its last owner. */
export const undoWindow: Duration = days(7)

/** How many addresses one user may have, the primary one included. Those that are kept for her are not counted. */
export const mostAddresses = 10

/** Signing in by these proved the mailbox. */
const proofs: readonly Method[] = ['email-link', 'email-code', 'approved']

/**
 * Until when the mailbox counts as proved in this session, where it still does. A session that staff opened never
 * counts: whoever helped may still hold it.
 */
export function freshUntil({ methods, createdAt, provedAt }: Session, { now, scope }: Turn): Instant | undefined {
  if (methods.includes('support')) return undefined
  const began = methods.some((method) => proofs.includes(method)) ? createdAt : 0
  const until = (Math.max(began, provedAt ?? 0) + scope.application.lifetimes.freshProof) as Instant
  return now < until ? until : undefined
}

export const isFresh = (session: Session, turn: Turn): boolean => freshUntil(session, turn) !== undefined

interface Asking {
  readonly purpose?: Purpose
  readonly about?: About
}

/**
 * Which mail an attempt sends. An address that is somebody else's is not told to who asks, but to whose it is
 * (invariant 10).
 */
export function mailOf({ scope, now }: Turn, { purpose, about }: Asking, subject: Subject): MessageKind {
  const known = subject.knownBrowser !== undefined
  if (purpose === undefined || !isAct(purpose)) return mailFor(subject, scope, known, now)
  if (!known && subject.suppressedUntil !== undefined && subject.suppressedUntil > now) return 'none'
  if (purpose === 'change-address' && subject.user && subject.user.id !== about?.user) return 'address-taken'
  return purpose
}

/** What the mail of an attempt tells beside its secrets. */
export function mailAbout({ about }: Asking): { readonly about?: NonNullable<MessageFacts['about']> } {
  return about?.account === undefined ? {} : { about: { account: about.account } }
}

/**
 * Whether an act completes in this session: in the one that asked, or, where code of the host asked, in any of hers that
 * staff did not open.
 */
export function completesIn(about: About | undefined, current: CurrentSession | undefined): current is CurrentSession {
  if (!current || !about?.user || current.user.id !== about.user) return false
  if (about.session === undefined) return !current.session.methods.includes('support')
  return about.session === current.session.id
}
