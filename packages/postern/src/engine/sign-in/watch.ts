/** What the asker may learn while it waits, and nothing of delivery or accounts (invariant 7). One read. */
import type { Attempt } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { currentSession } from '../rules/current-session.ts'
import { mailsSent, newestSet, resendAt } from '../rules/lifetimes.ts'
import { findAttempt } from './redeem.ts'

export type WaitingState = 'waiting' | 'approved' | 'completed-here' | 'completed-elsewhere' | 'ended' | 'expired'

export interface Waiting {
  readonly kind: 'waiting'
  readonly attempt: Attempt
  readonly state: WaitingState
  readonly mark: string
  readonly sentAt: Instant
  readonly resendAt: Instant
}

export type Watched = Waiting | { readonly kind: 'attempt-unknown' }

export const watch: Operation<{ readonly id: Id<'attempt'>; readonly client: Client }, Watched> = async (
  ports,
  scope,
  { id, client },
) => {
  const now = ports.clock.now()
  const found = await findAttempt(ports, scope, id, client, now)
  if (!found) return { kind: 'attempt-unknown' }
  const { attempt } = found
  const here = await holdsItsSession(ports, scope, attempt, client, now)
  if (!here && !isAsker(ports.vault, attempt, client)) return { kind: 'attempt-unknown' }
  const newest = newestSet(attempt)
  const sentAt = newest?.askedAt ?? attempt.createdAt
  return {
    kind: 'waiting',
    attempt,
    state: waitingState(attempt, here, now),
    mark: newest?.mark ?? '',
    sentAt,
    resendAt: resendAt(sentAt, mailsSent(attempt)),
  }
}

/** A second tab of a browser that has signed in: its binding was renewed, its session is the attempt's. */
async function holdsItsSession(
  ports: Ports,
  scope: Scope,
  attempt: Attempt,
  client: Client,
  now: Instant,
): Promise<boolean> {
  if (!attempt.finish || client.session?.id !== attempt.finish.session) return false
  return (await currentSession(ports, scope, client, now)) !== undefined
}

function waitingState(attempt: Attempt, here: boolean, now: Instant): WaitingState {
  if (attempt.finish) return here || attempt.finish.by === 'asker' ? 'completed-here' : 'completed-elsewhere'
  if (attempt.state === 'cancelled') return 'ended'
  if (attempt.expiresAt <= now) return 'expired'
  return attempt.state === 'approved' ? 'approved' : 'waiting'
}
