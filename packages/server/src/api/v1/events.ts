/** The trail of what happened, its seals, and all of it as lines of JSON. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Answer, type Event, type Id, isNumberPlace, iso, jsonReply, proofOf } from 'postern/kit'
import { z } from 'zod'
import { type EventFilter, findEvents } from '../../support/find-events.ts'
import { type ApiCall, type ApiRoute, apiRoute } from '../api-route.ts'
import { recordReading } from '../people/on-record.ts'
import { hereAndNow, reaches, reachesTenant } from '../people/reach.ts'
import { eventShape, shownEvent } from '../people/schemas.ts'
import { pageOf, pageQuery, time } from '../schemas.ts'

const filters = z.strictObject({
  type: z.string().max(64).optional().describe('Such as `sign-in.refused`'),
  user: z.string().max(64).optional(),
  attempt: z.string().max(64).optional(),
  application: z.string().max(64).optional(),
  actor: z.string().max(64).optional().describe('Such as `key:…` or `cli`'),
  from: z.iso.datetime().optional().describe('From this moment on'),
  to: z.iso.datetime().optional().describe('Before this moment'),
})

type Filters = z.infer<typeof filters>

const listed = z.strictObject({
  ...filters.shape,
  ...pageQuery(isNumberPlace).shape,
  order: z.enum(['newest', 'oldest']).default('newest'),
})

const seal = z
  .strictObject({ link: z.string(), first: z.int(), last: z.int(), count: z.int(), at: time })
  .meta({ id: 'Seal' })

export const eventRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: 'GET',
    path: '/api/v1/events',
    ofSystem: true,
    operation: 'events.read',
    summary: 'Lists what happened, newest first. A page may hold fewer than its limit while there is a `next`.',
    query: listed,
    answers: { 200: pageOf(eventShape) },
    handle: async (at) => {
      const { after, limit, order, ...filter } = at.query
      const wanted = { tenant: at.tenant, newest: order === 'newest', after, limit, filter: filterOf(at, filter) }
      const page = await findEvents(at.ports, wanted)
      await recordStory(at, filter, page.items)
      return jsonReply({ items: page.items.map(shownEvent), ...(page.next !== undefined && { next: page.next }) })
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/events/export',
    ofSystem: true,
    operation: 'events.export',
    summary: 'All of what happened, oldest first, one JSON object a line.',
    query: filters,
    answers: { 200: z.string().describe('application/x-ndjson: one Event a line') },
    handle: async (at) => {
      await recordExport(at, at.query.user as Id<'user'> | undefined)
      return linesReply(at)
    },
  }),
  apiRoute({
    method: 'GET',
    path: '/api/v1/events/seals',
    ofSystem: true,
    operation: 'events.read',
    summary: 'Lists the seals of the trail, newest first: kept elsewhere, they show what was changed since.',
    query: pageQuery(isNumberPlace),
    answers: { 200: pageOf(seal) },
    handle: async (at) => {
      if (!reachesTenant(at)) return at.refuse('not-found')
      const { limit, after } = at.query
      const before = after === undefined ? {} : { before: Number(after) }
      const found = await at.ports.store.events.seals({ ...hereAndNow(at), limit: limit + 1, ...before })
      const seals = found.slice(0, limit)
      const next = found.length > limit ? seals.at(-1)?.last : undefined
      const items = seals.map((one) => ({ ...one, link: proofOf(one.link), at: iso(one.at) }))
      return jsonReply({ items, ...(next !== undefined && { next: String(next) }) })
    },
  }),
]

function filterOf(at: ApiCall, { user, attempt, from, to, ...filter }: Filters): EventFilter {
  return {
    ...filter,
    user: user as Id<'user'> | undefined,
    attempt: attempt as Id<'attempt'> | undefined,
    from: from === undefined ? undefined : Date.parse(from),
    to: to === undefined ? undefined : Date.parse(to),
    sees: (application) => reaches(at, application),
  }
}

/**
 * The trail as it passes by is nobody's in particular: reading it is on record where somebody is looked for, and found.
 * What else was typed in the place of an id is no one's, and may be anything.
 */
async function recordStory(at: ApiCall, { user, attempt }: Filters, found: readonly Event[]): Promise<void> {
  const [first] = found
  if (!first || (user === undefined && attempt === undefined)) return
  const deed = attempt !== undefined && first.attempt ? { attempt: first.attempt } : {}
  await recordReading(at, 'events', user !== undefined && first.user ? [first.user] : [], deed)
}

async function recordExport(at: ApiCall, user: Id<'user'> | undefined): Promise<void> {
  const filter: EventFilter = { user, sees: (application) => reaches(at, application) }
  const found = user && (await findEvents(at.ports, { tenant: at.tenant, newest: false, limit: 1, filter }))
  await recordReading(at, 'events-export', found?.items[0]?.user ? [found.items[0].user] : [])
}

const linesAtOnce = 200

/** Written as it is read: however long the trail is, a stretch of it is held, and others are served in between. */
function linesReply(at: ApiCall<unknown, Filters>): Answer {
  let after: string | undefined
  const next = async (): Promise<readonly Event[]> => {
    const wanted = { tenant: at.tenant, newest: false, limit: linesAtOnce, filter: filterOf(at, at.query), after }
    const page = await findEvents(at.ports, wanted)
    after = page.next
    return page.items.length === 0 && after !== undefined ? next() : page.items
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const events = await next()
      if (events.length > 0) controller.enqueue(new TextEncoder().encode(linesOf(events)))
      if (after === undefined) controller.close()
      else await nextTurn()
    },
  })
  const headers = { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' }
  return { status: 200, headers, cookies: [], body }
}

const linesOf = (events: readonly Event[]): string =>
  events.map((event) => `${JSON.stringify(shownEvent(event))}\n`).join('')
