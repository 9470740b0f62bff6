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

/** Signing in by these proved the mailbox. */
const proofs: readonly Method[] = ['email-link', 'email-code', 'approved']

/**
 * Whether the mailbox was proved in this session a short while ago. A session that staff opened never counts: whoever
 * helped may still hold it.
 */
export function isFresh({ methods, createdAt, provedAt = 0 as Instant }: Session, { now, scope }: Turn): boolean {
  if (methods.includes('support')) return false
  const began = methods.some((method) => proofs.includes(method)) ? createdAt : 0
  return now < Math.max(began, provedAt) + scope.application.lifetimes.freshProof
}

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

/** Whether an act completes in this session: in the one that asked, or, where code of the host asked, in any of hers. */
export function completesIn(about: About | undefined, current: CurrentSession | undefined): current is CurrentSession {
  if (!current || !about?.user || current.user.id !== about.user) return false
  return about.session === undefined || about.session === current.session.id
}
