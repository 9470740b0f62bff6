/**
 * Events by what they are about. Only attempt and user have an index; by anything else the trail is read, a bounded
 * stretch for each page, from where the wanted time begins.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Event, type Id, type Instant, minutes, type Ports } from 'postern/kit'

export interface EventFilter {
  readonly type?: string | undefined
  readonly user?: Id<'user'> | undefined
  readonly attempt?: Id<'attempt'> | undefined
  readonly application?: string | undefined
  readonly actor?: string | undefined
  /** From this moment on, and before that one. */
  readonly from?: number | undefined
  readonly to?: number | undefined
  /** Which applications' events are seen. */
  readonly sees: (application: string) => boolean
}

export interface EventPage {
  readonly items: readonly Event[]
  readonly next?: string
}

interface Wanted {
  readonly tenant: Id<'tenant'>
  readonly filter: EventFilter
  readonly newest: boolean
  readonly after?: string | undefined
  readonly limit: number
}

type Parts = Pick<Ports, 'store' | 'clock'>

const stretch = 200
const mostStretches = 25
/** Nodes whose clocks differ a little write in an order that differs a little. */
const slack = minutes(1)

/** May hold fewer than `limit` while there is a `next`. */
export async function findEvents(parts: Parts, wanted: Wanted): Promise<EventPage> {
  const { filter, newest, limit } = wanted
  const items: Event[] = []
  let after = wanted.after ?? (await beginning(parts, wanted))
  for (let stretches = 0; stretches < mostStretches; stretches++) {
    const page = await read(parts, wanted, after)
    for (const event of page.items) {
      if (isPast(event, filter, newest)) return { items }
      if (!matches(event, filter)) continue
      items.push(event)
      if (items.length === limit) return { items, next: String(event.sequence) }
    }
    if (page.next === undefined) return { items }
    after = page.next
    // An embedded store answers at once: without a pause nobody else would be served until the last stretch is read.
    await nextTurn()
  }
  return after === undefined ? { items } : { items, next: after }
}

async function read({ store, clock }: Parts, wanted: Wanted, after: string | undefined) {
  const { tenant, newest, filter } = wanted
  return store.events.list({
    tenant,
    now: clock.now(),
    newest,
    limit: stretch,
    ...(filter.attempt !== undefined
      ? { attempt: filter.attempt }
      : filter.user !== undefined && { user: filter.user }),
    ...(after !== undefined && { after }),
  })
}

function matches(event: Event, { type, user, attempt, application, actor, from, to, sees }: EventFilter): boolean {
  if (type !== undefined && event.type !== type) return false
  if (user !== undefined && event.user !== user) return false
  if (attempt !== undefined && event.attempt !== attempt) return false
  if (application !== undefined && event.application !== application) return false
  if (actor !== undefined && event.actor !== actor) return false
  if ((from !== undefined && event.at < from) || (to !== undefined && event.at >= to)) return false
  return sees(event.application)
}

/** Nothing that is wanted comes after this one. */
function isPast({ at }: Event, { from, to }: EventFilter, newest: boolean): boolean {
  return newest ? from !== undefined && at < from - slack : to !== undefined && at >= to + slack
}

async function beginning(parts: Parts, { tenant, filter, newest }: Wanted): Promise<string | undefined> {
  if (filter.attempt !== undefined || filter.user !== undefined) return undefined
  if (newest) return filter.to === undefined ? undefined : String((await seek(parts, tenant, filter.to + slack)) + 1)
  return filter.from === undefined ? undefined : String(await seek(parts, tenant, filter.from - slack))
}

/** A place behind which the first event of that moment or later comes: found by halves, as sequences follow the clock. */
async function seek({ store, clock }: Parts, tenant: Id<'tenant'>, moment: number): Promise<number> {
  const at = { tenant, now: clock.now() as Instant, limit: 1 }
  const [newest] = (await store.events.list({ ...at, newest: true })).items
  let low = 0
  let high = newest?.sequence ?? 0
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const [event] = (await store.events.list({ ...at, ...(middle > 0 && { after: String(middle) }) })).items
    if (!event || event.at >= moment) high = middle
    else low = event.sequence
  }
  return low
}
