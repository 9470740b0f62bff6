/**
 * What an attempt answers to a presented link or cancel secret. Unknown, used, expired and superseded are told only
 * against the right secret (invariant 5), in this order.
 */
import type { Attempt, SecretSet, Superseded } from '../../domain/attempt.ts'
import type { RawSecret, SecretHash } from '../../domain/credential.ts'
import { after, type Instant } from '../../domain/instant.ts'
import type { Vault } from '../../ports/vault.ts'
import { cancelWindow } from './lifetimes.ts'

export type DeadLink =
  | { readonly kind: 'link-unknown' }
  | { readonly kind: 'link-expired'; readonly attempt: Attempt; readonly until: Instant }
  | { readonly kind: 'link-used'; readonly attempt: Attempt }
  | { readonly kind: 'link-superseded'; readonly attempt: Attempt; readonly thisOne: Superseded }
  | { readonly kind: 'attempt-ended'; readonly attempt: Attempt }

export type LinkState = { readonly kind: 'live'; readonly set: SecretSet } | DeadLink

export function linkState(vault: Vault, attempt: Attempt, secret: RawSecret, now: Instant): LinkState {
  const hash = vault.hash(secret)
  const set = attempt.sets.find((candidate) => vault.same(candidate.link, hash))
  const old = set ?? attempt.superseded.find((candidate) => vault.same(candidate.link, hash))
  if (!old) return { kind: 'link-unknown' }
  if (attempt.state === 'completed' || attempt.state === 'proved') return { kind: 'link-used', attempt }
  if (attempt.state === 'cancelled') return { kind: 'attempt-ended', attempt }
  if (!set) return { kind: 'link-superseded', attempt, thisOne: old }
  return set.until > now ? { kind: 'live', set } : { kind: 'link-expired', attempt, until: set.until }
}

export type CancelState =
  | { readonly kind: 'live' }
  | { readonly kind: 'link-unknown' }
  | { readonly kind: 'link-expired'; readonly attempt: Attempt; readonly until: Instant }
  | { readonly kind: 'link-used'; readonly attempt: Attempt }

/** *This wasn't me* by its own secret for seven days from the end of the attempt, if it was completed, or by the link's while the attempt is open. */
export function cancelState(vault: Vault, attempt: Attempt, secret: RawSecret, now: Instant): CancelState {
  const hash = vault.hash(secret)
  if (isCancelSecret(vault, attempt, hash)) {
    const until = after(attempt.finish?.at ?? attempt.createdAt, cancelWindow)
    return until > now ? { kind: 'live' } : { kind: 'link-expired', attempt, until }
  }
  const isLink = [...attempt.sets, ...attempt.superseded].some((set) => vault.same(set.link, hash))
  if (!isLink) return { kind: 'link-unknown' }
  return attempt.state === 'completed' || attempt.state === 'proved' ? { kind: 'link-used', attempt } : { kind: 'live' }
}

function isCancelSecret(vault: Vault, attempt: Attempt, hash: SecretHash): boolean {
  const cancels = [...attempt.sets, ...attempt.superseded].map((set) => set.cancel)
  return [...cancels, ...attempt.cancels].some((cancel) => vault.same(cancel, hash))
}
