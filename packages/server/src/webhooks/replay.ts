/** Events told again, by request: queued like new ones, under the ids they had. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { before, callOf, type Event, type Id, type Instant, instant, minutes, type Ports } from 'postern/kit'
import type { WebhookDocument } from '../resources/webhook.ts'
import { isFor } from './webhooks.ts'

export interface Replay {
  readonly tenant: Id<'tenant'>
  readonly webhook: string
  readonly value: WebhookDocument
  readonly since: Instant
  readonly until: Instant
  /** This one alone. */
  readonly event?: string
}

type ReplayPorts = Pick<Ports, 'store' | 'vault' | 'clock'>

const page = 200
const mostQueued = 5_000
/** Events of the time that is meant, wanted or not. */
const mostLooked = 20_000

/** `next` is the moment to go on from where there were more than are looked at or queued at a time. */
export async function replay(
  ports: ReplayPorts,
  asked: Replay,
): Promise<{ readonly queued: number; readonly next?: Instant }> {
  const { store, clock } = ports
  const { tenant, since, until } = asked
  let queued = 0
  let looked = 0
  let after = await sequenceBefore(ports, asked)
  for (;;) {
    const { items, next } = await store.events.list({ tenant, now: clock.now(), after: String(after), limit: page })
    const told = items.filter((event) => isWanted(asked, event))
    const now = clock.now()
    const messages = told.map((event) => callOf(ports, now, { webhook: asked.webhook, event }))
    if (messages.length > 0) await store.messages.post({ tenant, now, charges: [], also: { events: [], messages } })
    queued += messages.length
    looked += items.filter((event) => event.at >= since).length
    const last = items.at(-1)
    const isDone = next === undefined || !last || last.at >= until || (asked.event !== undefined && queued > 0)
    if (isDone) return { queued }
    const isEnough = queued >= mostQueued || (looked >= mostLooked && asked.event === undefined)
    if (isEnough) return { queued, next: last.at }
    after = last.sequence
    // Others are served in between.
    await nextTurn()
  }
}

function isWanted({ value, since, until, event: only }: Replay, event: Event): boolean {
  if (only !== undefined) return event.id === only
  return event.at >= since && event.at < until && isFor(value, event)
}

/** Numbers and moments go up together, near enough: nodes' clocks differ by less than this. */
const slack = minutes(1)

/** A sequence that no event since the moment is behind, by halves. */
async function sequenceBefore({ store, clock }: ReplayPorts, { tenant, since }: Replay): Promise<number> {
  const now = clock.now()
  const [newest] = await store.events.seals({ tenant, now, limit: 1 })
  const from = before(since, slack)
  let low = 0
  let high = newest?.last ?? 0
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    const { items } = await store.events.list({ tenant, now, after: String(middle), limit: 1 })
    const [first] = items
    if (first && first.at < from) low = middle
    else high = middle
  }
  return low
}

/** The moment of an id, a little before: an event is written after its id was drawn. */
export const momentOf = (time: number): Instant => instant(Math.max(0, time - slack))
