/** What the asker may learn while it waits, and nothing of delivery or accounts (invariant 7). */
import type { Attempt } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Operation } from '../operation.ts'
import { isAsker } from '../rules/asker.ts'
import { currentSession } from '../rules/current-session.ts'
import { endForAsker, mailsSent, newestSet, promisedUntil, resendAt } from '../rules/lifetimes.ts'
import { type Turn, turnNow } from '../rules/turn.ts'
import { type FoundAttempt, findAttempt } from './find-attempt.ts'

export type WaitingState = 'waiting' | 'approved' | 'completed-here' | 'completed-elsewhere' | 'ended' | 'expired'

export interface Waiting {
  readonly kind: 'waiting'
  readonly attempt: Attempt
  readonly state: WaitingState
  /** Of the newest mail. */
  readonly mark: string
  readonly sentAt: Instant
  readonly resendAt: Instant
  /** What the request promised; delivery may have made it later, which shows only once the promise is over. */
  readonly expiresAt: Instant
}

export type Watched = Waiting | { readonly kind: 'attempt-unknown' }

export interface Watch {
  readonly id: Id<'attempt'>
  readonly client: Client
}

export const watch: Operation<Watch, Watched> = async (ports, scope, { id, client }) => {
  const turn = turnNow(ports, scope)
  const found = await findAttempt(turn, id, client)
  if (!found) return { kind: 'attempt-unknown' }
  const { attempt } = found
  const here = await holdsItsSession(turn, found)
  if (!here && !isAsker(ports.vault, attempt, client)) return { kind: 'attempt-unknown' }
  const newest = newestSet(attempt)
  const sentAt = newest?.askedAt ?? attempt.createdAt
  const end = endForAsker(attempt, scope)
  const promised = promisedUntil(attempt, scope)
  return {
    kind: 'waiting',
    attempt,
    state: waitingState(attempt, { here, isOver: end <= turn.now }),
    mark: newest?.mark ?? '',
    sentAt,
    resendAt: resendAt(sentAt, mailsSent(attempt)),
    expiresAt: promised > turn.now ? promised : end,
  }
}

/** A second tab of a browser that has signed in: its binding was renewed, its session is the attempt's. */
async function holdsItsSession(turn: Turn, { attempt, client }: FoundAttempt): Promise<boolean> {
  if (!attempt.finish || client.session?.id !== attempt.finish.session) return false
  return (await currentSession(turn, client)) !== undefined
}

interface Seen {
  readonly here: boolean
  readonly isOver: boolean
}

function waitingState(attempt: Attempt, { here, isOver }: Seen): WaitingState {
  if (attempt.finish) return here || attempt.finish.by === 'asker' ? 'completed-here' : 'completed-elsewhere'
  if (attempt.state === 'cancelled') return 'ended'
  if (isOver) return 'expired'
  return attempt.state === 'approved' ? 'approved' : 'waiting'
}
