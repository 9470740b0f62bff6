/** Invariant 1 of what is begun by pressing a button beside an old link, with nothing typed: a mail robot may have. */
import type { EntryOf, Operation } from './entry.ts'
import type { AttemptFacts, Model } from './model.ts'

/** Of what was begun. */
export function brokenPress(model: Model, { input, output, operation }: EntryOf<'attempts.issue'>): string | undefined {
  const { about, address } = input.attempt
  const typed = operation.email?.toLowerCase() === address.key || operation.client?.kind === 'program'
  if (operation.name === 'accept' && !typed)
    return 'invariant 1: an invitation has a mail sent only where its address was typed'
  const old = model.attempts.get(operation.attempt ?? '')
  if (operation.name !== 'again' || !old || output.kind !== 'issued' || !operation.quiet) return undefined
  const asked = holdsBinding(operation, old) && old.mode !== 'pressed'
  if ((about?.mode === 'pressed') === (typed || asked))
    return 'invariant 1: an attempt that was begun by a press alone says so, and no other does'
  const spent = (old.pressed ?? 0) > 0 || (old.mode === 'pressed' && !old.finish)
  return about?.mode === 'pressed' && spent ? 'invariant 1: an old link is pressed for one mail at most' : undefined
}

/** Whether its asker redeems its link without a word typed. */
export const redeemsAtOnce = (operation: Operation, attempt: AttemptFacts): boolean =>
  holdsBinding(operation, attempt) && (attempt.mode !== 'pressed' || operation.name !== 'link')

const holdsBinding = ({ asker, client }: Operation, attempt: AttemptFacts): boolean =>
  asker === attempt.asker.hash && client?.asker?.id === attempt.asker.id
