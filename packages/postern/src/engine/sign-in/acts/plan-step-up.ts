import type { CurrentSession } from '../../rules/current-session.ts'
import { attemptEvent } from '../../rules/events.ts'
import { firstProofOf } from '../../rules/first-proof.ts'
import type { Turn } from '../../rules/turn.ts'
import { deriveFor } from '../derived.ts'
import type { FoundAttempt } from '../find-attempt.ts'
import type { ActPlan } from './outcome.ts'

/**
 * The mailbox was proved anew. Rights rise, so the session's cookie becomes another one: a copy of the old one, wherever
 * it may be, rises with nothing (invariant 13).
 */
export function planStepUp(
  turn: Turn,
  { attempt, client }: FoundAttempt,
  { session, user }: CurrentSession,
  asker: boolean,
): ActPlan {
  const facts = { user: user.id, session: session.id, asked: client.asked }
  const first = firstProofOf(turn, attempt, user)
  const events = [...first.events, attemptEvent(turn, 'step-up.completed', attempt, facts)]
  // A bearer holds no cookie.
  if (!client.session) return { effect: { proved: {}, ...first.effect }, events }
  const { vault } = turn.ports
  const from = asker ? client.asker?.secret : undefined
  const secret = from ? deriveFor(turn, 'session', attempt, from) : vault.drawSecret()
  return {
    effect: { proved: { hash: vault.hash(secret) }, ...first.effect },
    events,
    session: { id: session.id, secret },
  }
}
