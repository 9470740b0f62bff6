/** Which event of a batch is not the one that was sealed. Compares digests, so it points and proves nothing. */
import type { Event } from '../../domain/event.ts'
import { digestOf, factsOf } from './event-facts.ts'
import { digestsIn } from './seal.ts'

/** The first event that does not fit, or the place where the first is missing. */
export type Misfit =
  | { readonly kind: 'changed' | 'added'; readonly event: Event }
  /** How many are missing in a row, behind which event and before which: the neighbours that are there and fit. */
  | {
      readonly kind: 'missing'
      readonly count: number
      readonly behind?: Event | undefined
      readonly before?: Event | undefined
    }

/** Answers `undefined` where every event fits, so that the seal itself is another one, or where it carries no digests. */
export function findMisfit(link: string, events: readonly Event[]): Misfit | undefined {
  const sealed = digestsIn(link)
  if (!sealed) return undefined
  const found = events.map((event) => digestOf(factsOf(event)))
  const first = found.findIndex((digest, at) => digest !== sealed[at])
  const start = first < 0 ? found.length : first
  const same = sameAtEnd(sealed, found, start)
  const gone = sealed.slice(start, sealed.length - same)
  const there = found.slice(start, found.length - same)
  const event = events[start]
  const isThereLater = there.includes(gone[0] ?? '')
  const wasSealedLater = gone.includes(there[0] ?? '')
  if (event && there.length > 0 && (gone.length === 0 || (isThereLater && !wasSealedLater))) {
    return { kind: 'added', event }
  }
  if (gone.length > 0 && (there.length === 0 || (wasSealedLater && !isThereLater))) {
    const count = there.length === 0 ? gone.length : gone.indexOf(there[0] ?? '')
    return { kind: 'missing', count, behind: events[start - 1], before: event }
  }
  return event && there.length > 0 ? { kind: 'changed', event } : undefined
}

/** How many at the end are the same, none of them before `start`. */
function sameAtEnd(sealed: readonly string[], found: readonly string[], start: number): number {
  const most = Math.min(sealed.length, found.length) - start
  let same = 0
  while (same < most && sealed.at(-1 - same) === found.at(-1 - same)) same++
  return same
}
