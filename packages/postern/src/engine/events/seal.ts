/**
 * Sealing: events commit unchained, and a chore links them in the order of their commits. A link is an HMAC over the
 * previous link and the batch, with a key outside the database, so that a row changed afterwards shows.
 */
import { PosternError } from '../../domain/errors.ts'
import type { Event } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Unsealed } from '../../ports/events.ts'
import type { Ports } from '../../ports/ports.ts'
import { digestLength, digestOf, factsOf } from './event-facts.ts'

const eventsAtOnce = 1000
const tenantsAtOnce = 100

/** What a batch sealed, and where the next one goes on. */
export interface SealedBatch {
  readonly tenants: readonly Id<'tenant'>[]
  /** Of tenants that could not be sealed, which are left to a later round, and of events that are damaged. */
  readonly faults: readonly unknown[]
  /** The next batch begins behind it; where there is none, with the first tenant. */
  readonly next?: Id<'tenant'> | undefined
  readonly more: boolean
}

/**
 * Seals what has been committed since, of many tenants at once: each has its share, so that a busy one keeps nobody
 * waiting, and the next batch goes on behind the last of them, so that every tenant has its turn.
 */
export async function seal(ports: Ports, after?: Id<'tenant'>): Promise<SealedBatch> {
  const now = ports.clock.now()
  const found = await ports.store.events.unsealed({ now, after, tenants: tenantsAtOnce, limit: eventsAtOnce })
  const done = await Promise.allSettled(found.map((each) => sealOf(ports, now, each)))
  const sealed = found.filter((_, at) => done[at]?.status === 'fulfilled')
  const next = found.length < tenantsAtOnce ? undefined : found.at(-1)?.tenant
  const share = eventsAtOnce / Math.max(1, found.length)
  const left = sealed.some(({ events }) => events.length >= Math.floor(share))
  return {
    tenants: sealed.map(({ tenant }) => tenant),
    faults: [...found.flatMap(({ tenant }, at) => refused(tenant, done[at])), ...sealed.flatMap(damaged)],
    next,
    more: left || after !== undefined || next !== undefined,
  }
}

const refused = (tenant: Id<'tenant'>, done: PromiseSettledResult<void> | undefined): readonly PosternError[] =>
  done?.status === 'rejected'
    ? [new PosternError('server-error', `The events of tenant ${tenant} could not be sealed.`, { cause: done.reason })]
    : []

/** Told once, with the seal: an event is sealed once. */
const damaged = ({ tenant, events }: Unsealed): readonly PosternError[] =>
  events
    .filter(({ unreadable }) => unreadable)
    .map(({ id }) => new PosternError('server-error', `The event ${id} of tenant ${tenant} cannot be read.`))

async function sealOf({ store, vault }: Ports, now: Instant, { tenant, head, events }: Unsealed): Promise<void> {
  const [first, last] = [events[0], events.at(-1)]
  if (!first || !last) return
  const link = linkOf({ vault }, tenant, head, events)
  await store.events.seal({ tenant, now, head, link, first: first.sequence, last: last.sequence, count: events.length })
}

/**
 * The link that follows `head` over these events: the proof, and behind a dot a digest of each event, in their order, so
 * that a verifier can name the one that is another. The next link follows the whole of it.
 */
export function linkOf(
  { vault }: Pick<Ports, 'vault'>,
  tenant: Event['tenant'],
  head: string,
  events: readonly Event[],
): string {
  const facts = events.map(factsOf)
  return `${vault.sign({ tenant, purpose: 'seal', row: head }, textOf(facts))}.${facts.map(digestOf).join('')}`
}

/** A batch and the link it follows. */
export interface Sealed {
  readonly tenant: Event['tenant']
  readonly head: string
  readonly events: readonly Event[]
}

/** Whether this is the link over these events, by any key of the ring. One of before, without digests, fits as it is. */
export function isLinkOf({ vault }: Pick<Ports, 'vault'>, { tenant, head, events }: Sealed, link: string): boolean {
  const facts = events.map(factsOf)
  const digests = link.slice(proofOf(link).length + 1)
  if (digests !== '' && digests !== facts.map(digestOf).join('')) return false
  return vault.signed({ tenant, purpose: 'seal', row: head }, textOf(facts), proofOf(link))
}

/** What of a link proves: enough to be kept elsewhere, whatever the size of its batch. */
export const proofOf = (link: string): string => link.split('.', 1)[0] ?? ''

/** One digest an event, or `undefined` for a link of before. */
export function digestsIn(link: string): readonly string[] | undefined {
  const [, digests] = link.split('.', 2)
  if (digests === undefined) return undefined
  return Array.from({ length: Math.ceil(digests.length / digestLength) }, (_, at) =>
    digests.slice(at * digestLength, (at + 1) * digestLength),
  )
}

const textOf = (facts: readonly string[]): string => `[${facts.join(',')}]`
