/** How long things live, and when something may be asked for again. */
import type { Attempt, SecretSet } from '../../domain/attempt.ts'
import type { Id } from '../../domain/id.ts'
import { timeOfId } from '../../domain/id.ts'
import { after, type Duration, days, earlier, hours, type Instant, minutes, seconds } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'

/** How long the same asker gets the same answer again. */
export const repeatWindow: Duration = seconds(60)
/** How long *this wasn't me* acts. */
export const cancelWindow: Duration = days(7)
/** The longest a transport may take before its slot is freed. */
export const handoverLimit: Duration = seconds(30)
/** How long a node owns the messages it made or took. */
export const leaseLength: Duration = seconds(60)
/** How long the last mail to somebody who deleted her account is tried. */
export const farewellLife: Duration = days(1)
export const proofLifetime: Duration = minutes(5)

/** How long a webhook is called: by the schedule below its last call comes three days and some hours after the event. */
export const callLife: Duration = hours(80)
/** The longest a webhook's answer is waited for. */
export const callLimit: Duration = seconds(10)

const acceptanceStep = seconds(10)
const resendPauses = [seconds(30), seconds(60), seconds(120)]
/** Standard Webhooks 1.0.0, "Deliverability and reliability". The first call is at once. */
const callPauses = [seconds(5), minutes(5), minutes(30), hours(2), hours(5), hours(10), hours(14), hours(20), hours(24)]
const retryPauses = [seconds(2), seconds(5), seconds(15), seconds(30), seconds(60)]

/** Secrets live from acceptance, but never longer than twice that from the request. */
export const deadlineOf = (askedAt: Instant, scope: Scope): Instant =>
  after(askedAt, 2 * scope.application.lifetimes.secrets)

/**
 * Acceptance is counted in steps from the request, so that a mail that left at once ends at the same moment as one that
 * was never to leave: the asker must not learn which it was (invariant 10).
 */
export function worksUntil(askedAt: Instant, acceptedAt: Instant, scope: Scope): Instant {
  const accepted = after(askedAt, Math.floor((acceptedAt - askedAt) / acceptanceStep) * acceptanceStep)
  return earlier(after(accepted, scope.application.lifetimes.secrets), deadlineOf(askedAt, scope))
}

/** What the newest request promised its asker. */
export const promisedUntil = (attempt: Attempt, scope: Scope): Instant =>
  after(newestSet(attempt)?.askedAt ?? attempt.createdAt, scope.application.lifetimes.secrets)

/**
 * When an attempt is over for its asker. Where not everybody may sign up it hangs on the account whether a mail leaves:
 * there it is what was promised, whatever becomes of the mail (invariant 10). Whoever reads the mail has its link for as
 * long as that works, and whoever was approved from there until it ends.
 */
export function endForAsker(attempt: Attempt, scope: Scope): Instant {
  if (attempt.state === 'approved' || scope.application.signUp === 'open') return attempt.expiresAt
  return promisedUntil(attempt, scope)
}

/** When this asker may ask for the next mail of an attempt that sent `count` so far, the last one at `askedAt`. */
export function resendAt(askedAt: Instant, count: number): Instant {
  return after(askedAt, resendPauses[Math.min(count, resendPauses.length) - 1] ?? 0)
}

/** When a delivery that failed for now is tried again. */
export function retryAt(now: Instant, tries: number): Instant {
  return after(now, retryPauses[Math.min(tries, retryPauses.length) - 1] ?? 0)
}

/**
 * When a webhook that failed is called again, up to a twentieth later than the schedule says: a receiver that comes back
 * is not met by all calls at once. `spread` is from 0 to 1.
 */
export function callAgainAt(now: Instant, tries: number, spread: number): Instant {
  const pause = callPauses[Math.min(tries, callPauses.length) - 1] ?? 0
  return after(now, Math.round(pause * (1 + spread / 20)))
}

/** A binding is as old as its id says; nodes' clocks may differ a little. */
export function isFreshBinding(id: Id<'binding'>, now: Instant, scope: Scope): boolean {
  const age = now - timeOfId(id)
  return age > -minutes(2) && age < scope.application.lifetimes.binding
}

export const newestSet = (attempt: Attempt): SecretSet | undefined => attempt.sets.at(-1)
export const mailsSent = (attempt: Attempt): number => attempt.sets.length + attempt.superseded.length
