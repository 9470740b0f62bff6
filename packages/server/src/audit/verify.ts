/**
 * Proves a trail of events: every seal is computed again from the events it covers and from the seal before it. What was
 * changed, added, taken out or moved shows as the first seal that does not fit, and the digests beside it name the first
 * event. With heads that were kept elsewhere it also shows when the end of the trail is missing, or was sealed anew. Reads
 * only, a batch at a time.
 */
import {
  before,
  days,
  type Event,
  findMisfit,
  type Id,
  type Instant,
  isLinkOf,
  type Misfit,
  type Ports,
  proofOf,
  type Seal,
  usualKeep,
} from 'postern/kit'
import type { Head } from './heads.ts'

export interface AuditOptions {
  readonly tenant: Id<'tenant'>
  /** How long events are kept: what is older may be gone. */
  readonly keepEvents?: number | undefined
  /** Newest seals that were exported before, of any tenant. */
  readonly heads?: readonly Head[]
}

export interface AuditReport {
  readonly tenant: Id<'tenant'>
  readonly intact: boolean
  /** Seals that were computed again, and the events they cover. */
  readonly seals: number
  readonly events: number
  /** Seals whose events have gone with their time. */
  readonly pruned: number
  /** Events whose rows are damaged, the first hundred. Where the damage was there before the seal, the seal fits. */
  readonly unreadable: readonly EventName[]
  /** Events that wait for their seal; 1,000 stands for as many or more. */
  readonly unsealed: number
  /** The newest seal. Kept elsewhere, it proves everything up to it. */
  readonly head: Head | undefined
  readonly break?: Break
}

export interface Break {
  readonly kind:
    | 'changed'
    | 'missing'
    | 'added'
    /** Events lie between two seals: a seal is missing, or they were put there. */
    | 'uncovered'
    /** A seal that was exported is not there, or is another one. */
    | 'head-missing'
    | 'head-changed'
  /** Between which sequences, and when it was sealed. */
  readonly first: number
  readonly last: number
  readonly sealedAt: Instant
  readonly expected: number
  readonly found: number
  /** From which event to which they reach, as they are there now. */
  readonly from?: EventName | undefined
  readonly to?: EventName | undefined
  /** The first event that does not fit. Absent where all of them do and it is the seal that is another one. */
  readonly misfit?: NamedMisfit | undefined
}

/** Enough to find an event by. */
export type EventName = Pick<Event, 'sequence' | 'id' | 'type' | 'at'>

export type NamedMisfit =
  | { readonly kind: 'changed' | 'added'; readonly event: EventName }
  /** A missing event cannot be named, only its neighbours. */
  | {
      readonly kind: 'missing'
      readonly count: number
      readonly behind?: EventName | undefined
      readonly before?: EventName | undefined
    }

type Parts = Pick<Ports, 'store' | 'vault' | 'clock'>

const sealsAtOnce = 100
const mostUnreadable = 100
export const mostUnsealed = 1_000
/** How many events that were added are looked over for the one that belongs behind them. */
const mostAdded = 100
/** A sweep takes its time. */
const slack = days(2)

export async function verifyAudit(parts: Parts, options: AuditOptions): Promise<AuditReport> {
  const { tenant, heads = [], keepEvents = usualKeep } = options
  const cutoff = before(parts.clock.now(), keepEvents - slack)
  const unreadable: EventName[] = []
  const walk: Walk = { tenant, cutoff, unreadable, head: '', last: 0 }
  const counts = { seals: 0, events: 0, pruned: 0, unreadable }
  let newest: Seal | undefined
  for await (const seal of sealsOf(parts, tenant)) {
    const proof = await prove(parts, walk, seal, counts.seals === 0)
    if (proof.kind === 'broken') return report(parts, { tenant, counts, newest, broken: proof.break })
    if (proof.kind === 'pruned') counts.pruned++
    else {
      counts.seals++
      counts.events += seal.count
    }
    newest = seal
    walk.head = seal.link
    walk.last = seal.last
  }
  const broken = await againstHeads(
    parts,
    tenant,
    heads.filter((head) => head.tenant === tenant),
  )
  return report(parts, { tenant, counts, newest, broken })
}

interface Walk {
  readonly tenant: Id<'tenant'>
  /** Events that are older may have been swept away. */
  readonly cutoff: Instant
  readonly unreadable: EventName[]
  head: string
  last: number
}

type Proof = { readonly kind: 'sound' | 'pruned' } | { readonly kind: 'broken'; readonly break: Break }

async function prove(parts: Parts, walk: Walk, seal: Seal, isFirst: boolean): Promise<Proof> {
  const { tenant, head } = walk
  const events = await eventsOf(parts, walk, seal)
  const uncovered = events.findIndex(({ sequence }) => sequence >= seal.first)
  if (uncovered > 0 || (uncovered < 0 && events.length > 0)) return uncoveredBy(parts, walk, seal, events)
  if (isLinkOf(parts, { tenant, head, events }, seal.link)) return { kind: 'sound' }
  if (isFirst && isPruned(walk, seal, events)) return { kind: 'pruned' }
  const misfit = findMisfit(seal.link, events)
  if (events.length === seal.count) return broken('changed', seal, events, misfit)
  return broken(events.length < seal.count ? 'missing' : 'added', seal, events, misfit)
}

/** Where the seal fits without them, they were put there; otherwise the seal over them is missing. */
function uncoveredBy(parts: Parts, { tenant, head, last }: Walk, seal: Seal, events: readonly Event[]): Proof {
  const covered = events.filter(({ sequence }) => sequence >= seal.first)
  const [event] = events
  if (event && isLinkOf(parts, { tenant, head, events: covered }, seal.link)) {
    return broken('added', { ...seal, first: event.sequence }, events, { kind: 'added', event })
  }
  return broken('uncovered', { ...seal, first: last + 1 }, events)
}

/** More than it covers, so that those that were added show. */
async function eventsOf(
  { store, clock }: Parts,
  { tenant, last, unreadable }: Walk,
  seal: Seal,
): Promise<readonly Event[]> {
  const limit = seal.count + mostAdded
  const page = await store.events.list({ tenant, now: clock.now(), after: String(last), limit })
  const events = page.items.filter(({ sequence }) => sequence <= seal.last)
  unreadable.push(...damaged(events).slice(0, mostUnreadable - unreadable.length))
  return events
}

const damaged = (events: readonly Event[]): readonly EventName[] =>
  events.flatMap((event) => (event.unreadable ? (nameOf(event) ?? []) : []))

/** Only the beginning of the trail goes with its time: its first events, all older than they are kept. */
function isPruned({ cutoff }: Walk, { first, count, at }: Seal, [oldest, ...more]: readonly Event[]): boolean {
  if (!oldest) return at <= cutoff
  return oldest.sequence > first && more.length + 1 < count && oldest.at <= cutoff
}

async function* sealsOf({ store, clock }: Parts, tenant: Id<'tenant'>): AsyncGenerator<Seal> {
  for (let after = 0; ; ) {
    const seals = await store.events.seals({ tenant, now: clock.now(), after, limit: sealsAtOnce })
    yield* seals
    const last = seals.at(-1)
    if (!last || seals.length < sealsAtOnce) return
    after = last.last
  }
}

async function againstHeads(
  { store, clock }: Parts,
  tenant: Id<'tenant'>,
  heads: readonly Head[],
): Promise<Break | undefined> {
  for (const head of heads) {
    const [seal] = await store.events.seals({ tenant, now: clock.now(), after: head.last - 1, limit: 1 })
    const at = { first: head.last, last: head.last, sealedAt: head.at, expected: 1 }
    if (seal?.last !== head.last) return { kind: 'head-missing', ...at, found: 0 }
    if (proofOf(seal.link) !== proofOf(head.link) || seal.at !== head.at)
      return { kind: 'head-changed', ...at, found: 1 }
  }
  return undefined
}

function broken(
  kind: Break['kind'],
  { first, last, at, count }: Seal,
  events: readonly Event[],
  misfit?: Misfit,
): Proof {
  const [from, to] = [nameOf(events[0]), nameOf(events.at(-1))]
  const found = { kind, first, last, sealedAt: at, expected: count, found: events.length, from, to }
  return { kind: 'broken', break: { ...found, misfit: misfit && named(misfit) } }
}

function named(misfit: Misfit): NamedMisfit | undefined {
  if (misfit.kind === 'missing') {
    return { ...misfit, behind: nameOf(misfit.behind), before: nameOf(misfit.before) }
  }
  const event = nameOf(misfit.event)
  return event && { kind: misfit.kind, event }
}

const nameOf = (event: Event | undefined): EventName | undefined =>
  event && { sequence: event.sequence, id: event.id, type: event.type, at: event.at }

interface Found {
  readonly tenant: Id<'tenant'>
  readonly counts: Pick<AuditReport, 'seals' | 'events' | 'pruned' | 'unreadable'>
  readonly newest: Seal | undefined
  readonly broken: Break | undefined
}

async function report({ store, clock }: Parts, { tenant, counts, newest, broken: found }: Found): Promise<AuditReport> {
  const after = String(newest?.last ?? 0)
  const waiting = found ? [] : (await store.events.list({ tenant, now: clock.now(), after, limit: mostUnsealed })).items
  return {
    tenant,
    intact: found === undefined,
    ...counts,
    unsealed: waiting.length,
    head: newest && { tenant, last: newest.last, link: proofOf(newest.link), at: newest.at },
    ...(found && { break: found }),
  }
}
