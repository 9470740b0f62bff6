/**
 * Budgets: how often something happened lately. Windows roll, so every hit is kept with its time until the longest
 * window has passed over it; a grain folds those of one stretch into one entry.
 */
import type { Instant } from '../../domain/instant.ts'
import type { Charge } from '../../ports/store.ts'

/** Entries oldest first, times and counts side by side. */
export interface Hits {
  readonly times: number[]
  readonly counts: number[]
}

const entryBytes = 12

/** When the budget has room for one more in every window: `undefined` is now. */
export function retryAtOf(hits: Hits, charge: Charge, now: Instant): Instant | undefined {
  let retryAt: number | undefined
  for (const { length, max } of charge.windows) {
    const free = freeFrom(hits, length, max, now)
    if (free > now && (retryAt === undefined || free > retryAt)) retryAt = free
  }
  return retryAt as Instant | undefined
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

export function readHits(bytes: Uint8Array | null | undefined): Hits {
  const hits: Hits = { times: [], counts: [] }
  if (!bytes) return hits
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + entryBytes <= bytes.byteLength; at += entryBytes) {
    hits.times.push(view.getFloat64(at, true))
    hits.counts.push(view.getUint32(at + 8, true))
  }
  return hits
}

export function writeHits(hits: Hits): Uint8Array {
  const bytes = new Uint8Array(hits.times.length * entryBytes)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < hits.times.length; at++) {
    view.setFloat64(at * entryBytes, hits.times[at] ?? 0, true)
    view.setUint32(at * entryBytes + 8, hits.counts[at] ?? 0, true)
  }
  return bytes
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
