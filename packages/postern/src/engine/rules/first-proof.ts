/**
 * Secrets that were handed to a caller prove no mailbox: an account that begins with them is only vouched for. The first
 * proof of its address drops everything else that was had of it meanwhile (invariant 11).
 */
import type { About, Attempt } from '../../domain/attempt.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { User } from '../../domain/user.ts'
import { attemptEvent } from './events.ts'
import type { Turn } from './turn.ts'

export const provesNothing = (about: About | undefined): boolean =>
  about?.mode === 'vouched' || about?.mode === 'support'

export interface FirstProof {
  readonly events: readonly EventDraft[]
  readonly effect: { readonly firstProof?: string }
}

/** What a proof by this attempt does to an account of before. */
export function firstProofOf(turn: Turn, attempt: Attempt, user: User | undefined): FirstProof {
  const { key } = attempt.address
  if (!user?.unproved || key !== user.email.toLowerCase() || provesNothing(attempt.about)) {
    return { events: [], effect: {} }
  }
  const event = attemptEvent(turn, 'session.revoked', attempt, { user: user.id, reason: 'first-proof' })
  return { events: [event], effect: { firstProof: key } }
}
