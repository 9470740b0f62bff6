/**
 * The keys of a tenant as one document, and the rules by which they come and go. Pure: moments come in, documents come
 * out. A key without `signsFrom` is the next one; the one that began last is active; those before it are retired.
 */
import { after, type Duration, type Instant, later, minutes } from '../../domain/instant.ts'
import type { SigningAlgorithm, TokenSettings } from '../../domain/scope.ts'

export interface RingKey {
  readonly kid: string
  readonly algorithm: SigningAlgorithm
  /** The public half, as RFC 7517 writes it. */
  readonly public: Readonly<Record<string, unknown>>
  /** The private half, sealed for this tenant and kid. */
  readonly sealed: string
  readonly publishedAt: Instant
  readonly signsFrom?: Instant
}

export interface Ring {
  readonly keys: readonly RingKey[]
}

/** How long an answer of `jwks.json` may be kept. */
export const keysMaxAge: Duration = minutes(5)
/** How long a node may go on with a ring that another node has changed. */
export const rereadEvery: Duration = minutes(1)
/** The longest that an access token may live, whatever the settings say now, and a minute for other people's clocks. */
const longestToken: Duration = minutes(16)

/** How long a key must be published before it signs: until then somebody may hold public keys without it. */
export const leadOf = ({ accessToken }: TokenSettings): Duration =>
  keysMaxAge + rereadEvery + (accessToken === false ? 0 : accessToken)

export function activeKey(ring: Ring, now: Instant): RingKey | undefined {
  return begun(ring, now).at(-1)
}

/** Everything a token may still be checked with. */
export function publishedKeys(ring: Ring, now: Instant): readonly RingKey[] {
  return ring.keys.filter((key) => !isOver(ring, key, now))
}

/** The key that waits for its moment to sign. */
export function waitingKey(ring: Ring, now: Instant): RingKey | undefined {
  return ring.keys.find(({ signsFrom }) => signsFrom !== undefined && signsFrom > now)
}

export function nextKey(ring: Ring, algorithm: SigningAlgorithm): RingKey | undefined {
  return ring.keys.find((key) => key.signsFrom === undefined && key.algorithm === algorithm)
}

/** Whether the active key has signed long enough, or is not what the settings ask for. */
export function isDue(ring: Ring, now: Instant, { rotateEvery, algorithm }: TokenSettings): boolean {
  const active = activeKey(ring, now)
  if (!active?.signsFrom || waitingKey(ring, now)) return false
  return active.algorithm !== algorithm || after(active.signsFrom, rotateEvery) <= now
}

/** A first ring: one key signs at once, the other is already published for the day it will be needed. */
export function firstRing(now: Instant, active: RingKey, next: RingKey): Ring {
  return { keys: [{ ...active, signsFrom: now }, next] }
}

/** Who signs next, and who after that. */
export interface Successors {
  readonly next: RingKey
  readonly following: RingKey
}

/** The next key gets its moment, a new one becomes the next, and what nobody needs any more goes. */
export function turnedOver(ring: Ring, now: Instant, lead: Duration, { next, following }: Successors): Ring {
  const signsFrom = later(now, after(next.publishedAt, lead))
  const kept = publishedKeys(ring, now).filter((key) => key.signsFrom !== undefined)
  return { keys: [...kept, { ...next, signsFrom }, following] }
}

/** A new key signs at once: there is nothing else to sign with. Whoever caches the public keys meets an unknown one. */
export function replaced(ring: Ring, now: Instant, { next, following }: Successors): Ring {
  const kept = publishedKeys(ring, now).filter(({ signsFrom }) => signsFrom !== undefined && signsFrom <= now)
  return { keys: [...kept, { ...next, signsFrom: now }, following] }
}

/** In the order in which they began to sign. */
function begun({ keys }: Ring, now: Instant): readonly RingKey[] {
  return keys
    .filter(({ signsFrom }) => signsFrom !== undefined && signsFrom <= now)
    .toSorted((one, other) => (one.signsFrom ?? 0) - (other.signsFrom ?? 0))
}

function isOver(ring: Ring, key: RingKey, now: Instant): boolean {
  const order = begun(ring, now)
  const successor = order[order.indexOf(key) + 1]
  if (!order.includes(key) || !successor?.signsFrom) return false
  return after(successor.signsFrom, rereadEvery + longestToken) <= now
}
