/**
 * *This wasn't me.* Ends an open attempt, or the session a completed one made; the latter, from a browser that is not
 * its own, wants the address typed. The browser of that session is a known one no longer. It can do nothing else, and it
 * never signs in.
 */
import type { Attempt, Finish } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import { maskEmailAddress, parseEmailAddress } from '../../domain/email-address.ts'
import type { Id } from '../../domain/id.ts'
import type { Operation } from '../operation.ts'
import { currentSession } from '../rules/current-session.ts'
import { attemptEvent, tell } from '../rules/events.ts'
import { type CancelState, cancelState } from '../rules/link-state.ts'
import type { Turn } from '../rules/turn.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { type FoundAttempt, findAttempt } from './find-attempt.ts'

export interface Cancellation {
  readonly id: Id<'attempt'>
  readonly secret: RawSecret
  readonly client: Client
  /** False asks only what would happen: the first of the two pages. */
  readonly sure: boolean
  readonly email?: string
}

type WrongAddress = 'address-differs' | 'email-invalid'

export interface StopFacts {
  readonly attempt: Attempt
  /** Masked. */
  readonly address: string
  readonly needsAddress: boolean
}

export type Cancelled =
  | Exclude<CancelState, { kind: 'live' }>
  | { readonly kind: 'stop-asked'; readonly facts: StopFacts; readonly wrong?: WrongAddress }
  | { readonly kind: 'stopped'; readonly sessionEnded: boolean }

export const cancel: Operation<Cancellation, Cancelled> = (ports, scope, input) =>
  untilSettled<Cancelled>(ports, scope, async (turn) => {
    const found = await findAttempt(turn, input.id, input.client)
    if (!found) return { kind: 'link-unknown' }
    const { attempt } = found
    const state = cancelState(ports.vault, attempt, input.secret, turn.now)
    if (state.kind !== 'live') return state
    const { finish } = attempt
    const needsAddress = finish !== undefined && !(await isItsBrowser(turn, finish, found.client))
    const wrong = needsAddress ? wrongAddress(attempt, input.email) : undefined
    if (!input.sure || wrong) {
      const facts = { attempt, address: maskEmailAddress(attempt.address.address), needsAddress }
      return { kind: 'stop-asked', facts, ...(input.email !== undefined && wrong && { wrong }) }
    }
    return finish ? endSession(turn, found, finish) : endAttempt(turn, found)
  })

function wrongAddress(attempt: Attempt, email: string | undefined): WrongAddress | undefined {
  const typed = parseEmailAddress(email)
  if (!typed) return 'email-invalid'
  return typed.key === attempt.address.key ? undefined : 'address-differs'
}

async function isItsBrowser(turn: Turn, finish: Finish, client: Client): Promise<boolean> {
  return (await currentSession(turn, client))?.session.id === finish.session
}

async function endSession(turn: Turn, { attempt, client }: FoundAttempt, finish: Finish): Promise<Cancelled> {
  const { sessions } = turn.ports.store
  const { user, session } = finish
  // Whoever signed out before is to be a stranger too. An act has only its session's.
  const browser = finish.browser ?? (await sessions.find({ ...turn.at, id: session }))?.session.browser
  const event = attemptEvent(turn, 'session.revoked', attempt, { user, session, asked: client.asked, reason: 'not-me' })
  const also = { events: [event], messages: [] }
  const forgets = browser && { user, browser }
  const outcome = await sessions.revoke({ ...turn.at, id: session, ...(forgets && { forgets }), also })
  if (outcome.kind === 'revoked') tell(turn, event)
  return { kind: 'stopped', sessionEnded: true }
}

async function endAttempt(turn: Turn, { attempt, client }: FoundAttempt): Promise<Cancelled | undefined> {
  if (attempt.state === 'cancelled' || attempt.expiresAt <= turn.now) return { kind: 'stopped', sessionEnded: false }
  const event = attemptEvent(turn, 'attempt.cancelled', attempt, { asked: client.asked, reason: 'not-me' })
  const also = { events: [event], messages: [] }
  const { id, version } = attempt
  const outcome = await turn.ports.store.attempts.cancel({ ...turn.at, id, version, also })
  if (outcome.kind === 'changed') return undefined
  tell(turn, event)
  turn.ports.signals.wake(id)
  return { kind: 'stopped', sessionEnded: false }
}
