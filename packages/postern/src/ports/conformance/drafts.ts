/**
 * Drafts from a seed: everything a command wants, made up without a vault. The same seed makes the same drafts, so a
 * scenario that fails fails again.
 */
import type { Asked, Asker, ReturnTo, SecretSet } from '../../domain/attempt.ts'
import type { SecretHash } from '../../domain/credential.ts'
import type { EmailAddress } from '../../domain/email-address.ts'
import type { EventDraft, EventType } from '../../domain/event.ts'
import { formatId, type Id } from '../../domain/id.ts'
import { after, type Instant, minutes } from '../../domain/instant.ts'
import type { MessageDraft } from '../../domain/message.ts'
import type { AttemptDraft } from '../records.ts'
import type { ArtifactDraft } from '../written.ts'

export interface Drafts {
  /** A whole number below `limit`. */
  below(limit: number): number
  bytes(count: number): Uint8Array
  hash(): SecretHash
  id<N extends string>(now: Instant): Id<N>
  address(): EmailAddress
  asker(now: Instant): Asker
  set(now: Instant): SecretSet
  attempt(now: Instant, over?: Partial<AttemptDraft>): AttemptDraft
  event(now: Instant, type: EventType, over?: Partial<EventDraft>): EventDraft
  message(now: Instant, attempt: AttemptDraft, over?: Partial<MessageDraft>): MessageDraft
  artifact(now: Instant, over?: Partial<ArtifactDraft>): ArtifactDraft
  /** The same items in another order. */
  shuffled<T>(items: readonly T[]): T[]
}

export const application: Id<'application'> = 'default' as Id<'application'>
/** Who holds the leases of freshly drafted messages. */
export const birthOwner = 'node-of-birth'
export const leaseLength: number = minutes(1)
export const secretLife: number = minutes(20)
export const asked: Asked = {
  browser: 'Firefox on Windows',
  place: 'Lisbon',
  device: 'computer',
  network: '192.0.2.0/24',
}

export function createDrafts(seed: number): Drafts {
  const below = seededBelow(seed)
  const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => below(256))
  const hash = (): SecretHash => bytes(32) as SecretHash
  const id = <N extends string>(now: Instant): Id<N> => formatId<N>(now, bytes(10))
  const letters = (count: number): string =>
    Array.from({ length: count }, () => String.fromCharCode(65 + below(26))).join('')
  const asker = (now: Instant): Asker => ({ kind: 'browser', id: id(now), hash: hash() })
  const set = (now: Instant): SecretSet => ({
    mark: letters(4),
    link: hash(),
    cancel: hash(),
    code: { key: letters(6), mac: bytes(32) },
    askedAt: now,
    until: after(now, secretLife),
  })
  return {
    below,
    bytes,
    hash,
    id,
    address: () => asAddress(`${letters(1)}${letters(9).toLowerCase()}@example.com`),
    asker,
    set,
    attempt: (now, over) => ({
      ...plainAttempt,
      id: id(now),
      address: asAddress(`${letters(10)}@example.com`),
      asker: asker(now),
      set: set(now),
      ...over,
    }),
    event: (now, type, over) => ({ id: id(now), type, application, ...over }),
    message: (now, attempt, over) => ({ ...plainMessage(now, attempt), id: id(now), sealed: bytes(48), ...over }),
    artifact: (now, over) => ({
      kind: 'hand-off',
      id: letters(20),
      json: '{"a":1}',
      expiresAt: after(now, minutes(5)),
      ...over,
    }),
    shuffled: (items) => shuffle(items, below),
  }
}

export const asAddress = (address: string): EmailAddress => ({ address, key: address.toLowerCase() })

const plainAttempt = {
  application,
  purpose: 'sign-in',
  asked,
  destination: { kind: 'page', url: '/welcome' as ReturnTo, state: 'as it was' },
  locale: 'en',
  number: '42',
  code: { kind: 'digits', length: 6 },
  maxTries: 5,
} as const

function plainMessage(now: Instant, attempt: AttemptDraft): Omit<MessageDraft, 'id' | 'sealed'> {
  return {
    channel: 'mail',
    application: attempt.application,
    attempt: attempt.id,
    to: attempt.address,
    facts: {
      kind: 'sign-in',
      locale: attempt.locale,
      mark: attempt.set.mark,
      askedAt: now,
      program: false,
      asked: attempt.asked,
    },
    state: 'queued',
    lease: { owner: birthOwner, until: after(now, leaseLength) },
    deadline: attempt.set.until,
  }
}

/** Marsaglia's xorshift32 (Journal of Statistical Software 8(14), 2003): small, and good enough to vary a schedule. */
function seededBelow(seed: number): (limit: number) => number {
  let state = seed | 0 || 1
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
}

function shuffle<T>(items: readonly T[], below: (limit: number) => number): T[] {
  const left = [...items]
  return items.map(() => left.splice(below(left.length), 1)[0] as T)
}
