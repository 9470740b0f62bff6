/** The invariants of attempts whose secrets are handed to a caller, who vouches for the address. */
import type { EntryOf, Operation } from './entry.ts'
import { type AttemptFacts, liveSet, type Model, placeOf, userOf } from './model.ts'
import type { Told } from './told.ts'

const handed = new Set(['vouch', 'create link'])

/** Of what was begun. */
export function brokenVouching(
  model: Model,
  { input, output, operation }: EntryOf<'attempts.issue'>,
): string | undefined {
  const { about, address, destination } = input.attempt
  if ((about?.mode === 'vouched') !== handed.has(operation.name))
    return 'invariant 11: an attempt says that its secrets were handed out, and no other says so'
  if (operation.name !== 'vouch') return undefined
  if (!input.newestOnly) return 'promise: each start ends what was started so for her before'
  if (about?.by !== operation.by) return 'invariant 11: who vouches is named'
  if (destination.kind !== 'api') return 'invariant 8: what is vouched for goes to the caller and nowhere else'
  if (input.also.messages.some(({ state }) => state !== 'held'))
    return 'promise: nothing is sent before the caller says so'
  const known = model.users.has(placeOf(input.tenant, address.key))
  return output.kind !== 'issued' || known ? undefined : 'invariant 11: nobody vouches for who is no user'
}

/** Of a sign-in that took effect. */
export function brokenWord(
  model: Model,
  { input }: EntryOf<'attempts.redeem'>,
  attempt: AttemptFacts,
): string | undefined {
  const { newUser, firstProof } = input.effect
  const proves = attempt.mode !== 'vouched' && attempt.mode !== 'support'
  if (newUser && (newUser.unproved ?? false) === proves)
    return 'invariant 11: an account that is vouched for is not proved'
  const first = proves && userOf(model, attempt)?.unproved === true
  if (first !== (firstProof !== undefined)) return 'invariant 11: the first proof drops everything unproved'
  const says = input.effect.session.methods[0] === 'vouched'
  if (says !== (attempt.mode === 'vouched')) return 'invariant 11: a session says whether its address was vouched for'
  return undefined
}

/** What redeeming from a caller's server answers. */
export function brokenVouchedAnswer({ model, operation, outcome }: Told): string | undefined {
  if (operation.name !== 'vouched') return undefined
  if (outcome.kind === 'signed-in' && outcome.session.id !== operation.made)
    return 'invariant 2: what was vouched for is redeemed once, and no repeat finds it'
  const attempt = model.attempts.get(operation.attempt ?? '')
  const silent = outcome.kind === 'link-unknown'
  if (silent || (attempt && holdsOne(attempt, operation))) return undefined
  return 'invariant 5: without link or handle an attempt is unknown'
}

function holdsOne(attempt: AttemptFacts, { tenant, code, secret, asker, quiet }: Operation): boolean {
  if (attempt.tenant !== tenant) return false
  if (code !== undefined) return attempt.asker.hash === asker
  // A newer link may have pushed it out between its answer and now.
  return [...attempt.sets, ...(quiet ? [] : attempt.superseded)].some(({ link }) => link === secret)
}

/** Whether undisturbed it should let her in. */
export function worksVouched(attempt: AttemptFacts, operation: Operation, now: number): boolean {
  if (operation.name !== 'vouched' || attempt.tenant !== operation.tenant) return false
  if (operation.code === undefined) return liveSet(attempt, operation.secret, now) !== undefined
  const right = attempt.sets.some(({ code, until }) => code === operation.code && until > now)
  return right && attempt.state === 'open' && attempt.asker.hash === operation.asker
}
