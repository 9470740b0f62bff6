/**
 * Sealing: events commit unchained, and a chore links them in the order of their commits. A link is an HMAC over the
 * previous link and the batch, with a key outside the database, so that a row changed afterwards shows.
 */
import type { Event } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Ports } from '../../ports/ports.ts'

const batch = 500

/** Seals a batch of what has been committed since. Answers whether more is likely to wait. */
export async function seal(ports: Ports): Promise<{ readonly more: boolean; readonly tenant?: Id<'tenant'> }> {
  const now = ports.clock.now()
  const found = await ports.store.events.unsealed({ now, limit: batch })
  const [first] = found?.events ?? []
  const last = found?.events.at(-1)
  if (!found || !first || !last) return { more: false }
  const { tenant, head, events } = found
  await ports.store.events.seal({
    tenant,
    now,
    head,
    link: linkOf(ports, tenant, head, events),
    first: first.sequence,
    last: last.sequence,
    count: events.length,
  })
  return { more: events.length === batch, tenant }
}

/** The link that follows `head` over these events. */
export function linkOf(
  { vault }: Pick<Ports, 'vault'>,
  tenant: Event['tenant'],
  head: string,
  events: readonly Event[],
): string {
  return vault.sign({ tenant, purpose: 'seal', row: head }, factsOf(events))
}

/** A batch and the link it follows. */
export interface Sealed {
  readonly tenant: Event['tenant']
  readonly head: string
  readonly events: readonly Event[]
}

/** Whether this is the link over these events, by any key of the ring. */
export function isLinkOf({ vault }: Pick<Ports, 'vault'>, { tenant, head, events }: Sealed, link: string): boolean {
  return vault.signed({ tenant, purpose: 'seal', row: head }, factsOf(events), link)
}

/**
 * With which browser and from where stays outside, so that it can be forgotten with its person: the chain holds what
 * happened, whose id it was about, and who did it.
 */
function factsOf(events: readonly Event[]): string {
  const facts = events.map((event) => [
    event.sequence,
    event.id,
    event.type,
    event.at,
    event.application,
    event.attempt ?? '',
    event.user ?? '',
    event.session ?? '',
    event.reason ?? '',
    ...(event.actor !== undefined || event.about ? [event.actor ?? '', aboutOf(event)] : []),
  ])
  return JSON.stringify(facts)
}

const aboutOf = ({ about }: Event): string => (about ? JSON.stringify(about) : '')
