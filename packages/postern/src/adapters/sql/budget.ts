/**
 * Budgets: how often something happened lately. Windows roll, so every hit is kept with its time until the longest
 * window has passed over it; a grain folds those of one stretch into one entry.
 */
import type { Instant } from '../../domain/instant.ts'
import type { Charge } from '../../ports/written.ts'

/** Entries oldest first, times and counts side by side. */
export interface Hits {
  readonly times: number[]
  readonly counts: number[]
}

/** When the budget has room for one more in every window: `undefined` is now. */
export function retryAtOf(hits: Hits, charge: Charge, now: Instant): Instant | undefined {
  let retryAt: number | undefined
  for (const { length, max } of charge.windows) {
    const free = freeFrom(hits, length, max, now)
    if (free > now && (retryAt === undefined || free > retryAt)) retryAt = free
  }
  return retryAt as Instant | undefined
}

/** When the budget wants no proof of work any more: `undefined` is now. */
export function proofUntil(hits: Hits, charge: Charge, now: Instant): Instant | undefined {
  if (charge.proofFrom === undefined) return undefined
  const free = freeFrom(hits, longestWindow(charge), charge.proofFrom, now)
  return free > now ? (free as Instant) : undefined
}

/** Hits of the last `length` milliseconds. One that is exactly that old has left the window. */
export function hitsWithin(hits: Hits, length: number, now: Instant): number {
  let count = 0
  for (let at = hits.times.length - 1; at >= 0; at--) {
    if ((hits.times[at] ?? 0) <= now - length) break
    count += hits.counts[at] ?? 0
  }
  return count
}

export function longestWindow(charge: Charge): number {
  let longest = 0
  for (const { length } of charge.windows) if (length > longest) longest = length
  return longest
}

/** Adds one hit and forgets those that no window reaches any more. */
export function addHit(hits: Hits, charge: Charge, now: Instant): void {
  forget(hits, now - longestWindow(charge))
  const time = charge.grain > 0 ? now - (now % charge.grain) : now
  const last = hits.times.length - 1
  // A clock that is a little behind counts with the newest entry: the list stays sorted and nothing is lost.
  if (last >= 0 && (hits.times[last] ?? 0) >= time) hits.counts[last] = (hits.counts[last] ?? 0) + 1
  else {
    hits.times.push(time)
    hits.counts.push(1)
  }
}

/** Takes the newest hit back. */
export function takeBackHit(hits: Hits): void {
  const last = hits.times.length - 1
  if (last < 0) return
  const left = (hits.counts[last] ?? 0) - 1
  if (left > 0) hits.counts[last] = left
  else {
    hits.times.pop()
    hits.counts.pop()
  }
}

/** Entries one after the other, a count only where it is not one: `1795305600000 1795305780000*4`. */
export function readHits(text: string | null | undefined): Hits {
  const hits: Hits = { times: [], counts: [] }
  if (!text) return hits
  for (const entry of text.split(' ')) {
    const star = entry.indexOf('*')
    hits.times.push(Number(star < 0 ? entry : entry.slice(0, star)))
    hits.counts.push(star < 0 ? 1 : Number(entry.slice(star + 1)))
  }
  return hits
}

export function writeHits({ times, counts }: Hits): string {
  let text = ''
  for (let at = 0; at < times.length; at++) {
    if (at > 0) text += ' '
    text += times[at]
    if (counts[at] !== 1) text += `*${counts[at]}`
  }
  return text
}

/** The moment from which fewer than `max` hits are within the window. A window of none never has room. */
function freeFrom(hits: Hits, length: number, max: number, now: Instant): number {
  if (max < 1) return now + length
  let count = 0
  for (let at = hits.times.length - 1; at >= 0; at--) {
    const time = hits.times[at] ?? 0
    if (time <= now - length) break
    count += hits.counts[at] ?? 0
    if (count >= max) return time + length
  }
  return now
}

function forget(hits: Hits, before: number): void {
  let over = 0
  while (over < hits.times.length && (hits.times[over] ?? 0) <= before) over++
  if (over === 0) return
  hits.times.splice(0, over)
  hits.counts.splice(0, over)
}
