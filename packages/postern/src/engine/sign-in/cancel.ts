/**
 * *This wasn't me.* Ends an open attempt, or the session a completed one made; the latter, from a browser that is not
 * its own, wants the address typed. It can do nothing else, and it never signs in.
 */
import type { Attempt } from '../../domain/attempt.ts'
import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import { maskEmailAddress, parseEmailAddress } from '../../domain/email-address.ts'
import type { EventDraft } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Operation } from '../operation.ts'
import { currentSession } from '../rules/current-session.ts'
import { attemptEvent } from '../rules/events.ts'
import { type CancelState, cancelState } from '../rules/link-state.ts'
import { untilSettled } from '../rules/until-settled.ts'
import { findAttempt } from './redeem.ts'

export interface Cancellation {
  readonly id: Id<'attempt'>
  readonly secret: RawSecret
  readonly client: Client
  /** False asks only what would happen: the first of the two pages. */
  readonly sure: boolean
  readonly email?: string
}

export interface StopFacts {
  readonly attempt: Attempt
  /** Masked. */
  readonly address: string
  readonly needsAddress: boolean
}

export type Cancelled =
  | Exclude<CancelState, { kind: 'live' }>
  | { readonly kind: 'stop-asked'; readonly facts: StopFacts; readonly wrong?: 'address-differs' | 'email-invalid' }
  | { readonly kind: 'stopped'; readonly sessionEnded: boolean }

export const cancel: Operation<Cancellation, Cancelled> = (ports, scope, input) =>
  untilSettled<Cancelled>(async () => {
    const now = ports.clock.now()
    const found = await findAttempt(ports, scope, input.id, input.client, now)
    if (!found) return { kind: 'link-unknown' }
    const { attempt } = found
    const state = cancelState(ports.vault, attempt, input.secret, now)
    if (state.kind !== 'live') return state
    const needsAddress = attempt.finish !== undefined && !(await isItsBrowser(ports, scope, attempt, input.client, now))
    const facts = { attempt, address: maskEmailAddress(attempt.address.address), needsAddress }
    const wrong = needsAddress ? addressWrong(attempt, input.email) : undefined
    if (!input.sure || wrong)
      return { kind: 'stop-asked', facts, ...(input.sure && wrong && input.email !== undefined ? { wrong } : {}) }
    if (attempt.finish) return endSession(ports, scope, attempt, input.client, now)
    if (attempt.state === 'cancelled' || attempt.expiresAt <= now) return { kind: 'stopped', sessionEnded: false }
    return stop(ports, scope, attempt, input.client, now)
  })

function addressWrong(attempt: Attempt, email: string | undefined): 'address-differs' | 'email-invalid' | undefined {
  const typed = parseEmailAddress(email)
  if (!typed) return 'email-invalid'
  return typed.key === attempt.address.key ? undefined : 'address-differs'
}

async function isItsBrowser(
  ports: Ports,
  scope: Scope,
  attempt: Attempt,
  client: Client,
  now: Instant,
): Promise<boolean> {
  const current = await currentSession(ports, scope, client, now)
  return current !== undefined && current.session.id === attempt.finish?.session
}

async function endSession(
  ports: Ports,
  scope: Scope,
  attempt: Attempt,
  client: Client,
  now: Instant,
): Promise<Cancelled> {
  const { finish } = attempt
  if (!finish) return { kind: 'stopped', sessionEnded: false }
  const event = attemptEvent(ports, now, 'session.revoked', attempt, {
    user: finish.user,
    session: finish.session,
    asked: client.asked,
    reason: 'not-me',
  })
  const outcome = await ports.store.sessions.revoke({
    tenant: scope.tenant.id,
    now,
    id: finish.session,
    also: { events: [event], messages: [] },
  })
  if (outcome.kind === 'revoked') tell(ports, scope, attempt, now, event)
  return { kind: 'stopped', sessionEnded: true }
}

async function stop(
  ports: Ports,
  scope: Scope,
  attempt: Attempt,
  client: Client,
  now: Instant,
): Promise<Cancelled | undefined> {
  const event = attemptEvent(ports, now, 'attempt.cancelled', attempt, { asked: client.asked, reason: 'not-me' })
  const also = { events: [event], messages: [] }
  const outcome = await ports.store.attempts.cancel({
    tenant: scope.tenant.id,
    now,
    id: attempt.id,
    version: attempt.version,
    also,
  })
  if (outcome.kind === 'changed') return undefined
  tell(ports, scope, attempt, now, event)
  return { kind: 'stopped', sessionEnded: false }
}

function tell(ports: Ports, scope: Scope, attempt: Attempt, now: Instant, event: EventDraft): void {
  ports.hooks.tell(scope.tenant.id, now, [event])
  ports.signals.wake(attempt.id)
}
