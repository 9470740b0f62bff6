/** Events: kept in the order of their commits, and sealed in that order. */
import type { Event } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import { minutes } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { asked } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  completed,
  effectFor,
  eventsOf,
  look,
  nothing,
  redeemFound,
  request,
  signIn,
  tally,
  unsealed,
  type World,
} from './world.ts'

export const events: readonly Scenario[] = [
  scenario('events: one comes back with every fact as it was written', async (world) => {
    const attempt = await request(world)
    const found = await look(world, attempt.id)
    const effect = effectFor(world, found)
    const about = { attempt: attempt.id, user: effect.user, session: effect.session.id, asked, reason: 'by-link' }
    const full = world.draw.event(world.now, 'sign-in.completed', {
      ...about,
      application: 'other' as Id<'application'>,
    })
    world.pass(minutes(1))
    equal((await redeemFound(world, found, effect, { events: [full], messages: [] })).kind, 'done', 'kind')
    const [requestedEvent, written] = await eventsOf(world)
    const { sequence, ...rest } = written ?? ({} as Event)
    equal(rest, { ...full, tenant: world.tenant, at: world.now }, 'event')
    ok(requestedEvent && sequence > requestedEvent.sequence, 'the later event does not have the higher sequence')
  }),

  scenario('events: pages bring each once, in the order of the commits', async (world) => {
    for (let n = 0; n < 7; n++) await request(world)
    await Promise.all(Array.from({ length: 6 }, () => signIn(world)))
    const all = await eventsOf(world)
    equal(all.length, 7 + 6 * 3, 'events')
    ok(
      all.every(({ sequence }, at) => at === 0 || sequence > (all[at - 1]?.sequence ?? 0)),
      'events are out of order',
    )
    const paged: Event[] = []
    let after: string | undefined
    let pages = 0
    do {
      const page = await world.store.events.list(world.at({ limit: 4, ...(after === undefined ? {} : { after }) }))
      ok(page.items.length <= 4, 'a page is longer than its limit')
      paged.push(...page.items)
      after = page.next
    } while (after !== undefined && ++pages < 20)
    equal(paged, all, 'pages')
  }),

  scenario('events: those of one attempt are found without the others', async (world) => {
    const { attempt } = await signIn(world)
    await signIn(world)
    const mine = await eventsOf(world, attempt.id)
    equal(
      mine.map(({ type }) => type),
      ['link.requested', 'user.created', 'sign-in.completed'],
      'types',
    )
    ok(
      mine.every((event) => event.attempt === attempt.id),
      'a foreign event is among them',
    )
    const page = await world.store.events.list(world.at({ attempt: attempt.id, limit: 2 }))
    equal(page.items, mine.slice(0, 2), 'first page')
    ok(page.next !== undefined, 'the first page has no next')
    const rest = await world.store.events.list(world.at({ attempt: attempt.id, limit: 2, after: page.next }))
    equal(rest.items, mine.slice(2), 'second page')
  }),

  scenario('events: several of one act keep their order', async (world) => {
    const attempt = await request(world)
    const found = await look(world, attempt.id)
    const effect = effectFor(world, found)
    const written = completed(world, attempt.id, effect)
    const more = world.draw.event(world.now, 'attempt.approved', { attempt: attempt.id })
    await redeemFound(world, found, effect, { ...written, events: [more, ...written.events] })
    const types = (await eventsOf(world, attempt.id)).map(({ type }) => type)
    equal(types, ['link.requested', 'attempt.approved', 'user.created', 'sign-in.completed'], 'types')
  }),

  scenario('events: sealing goes through every tenant in order, and comes to an end', async (world) => {
    const other = world.of('other')
    for (let n = 0; n < 5; n++) {
      await request(world)
      await request(other)
    }
    const sealed = await sealAll(world, 6)
    for (const each of [world, other]) {
      const own = sealed.filter(({ tenant }) => tenant === each.tenant).flatMap((batch) => batch.events)
      equal(own, await eventsOf(each), `sealed of ${each.tenant}`)
      const seals = await each.store.events.seals(each.at({ limit: 10 }))
      equal(tally(seals.map(({ count }) => String(count))), { 3: 1, 2: 1 }, 'seals')
    }
    equal(await unsealed(world), [], 'left over')
    await request(other)
    const [late, ...more] = await sealAll(world, 6)
    equal([late?.tenant, late?.events.length, more.length], [other.tenant, 1, 0], 'a later event')
  }),

  scenario('events: tenants share what is sealed at once, and each has its turn', async (world) => {
    const tenants = ['a', 'b', 'c', 'd', 'e'].map((name) => world.of(name))
    for (let n = 0; n < 40; n++) await request(tenants[1] as World)
    for (const tenant of tenants) for (let n = 0; n < 3; n++) await request(tenant)
    const next = async (after: string, most: number, limit: number) => {
      const found = await world.store.events.unsealed({
        now: world.now,
        after: after as Id<'tenant'>,
        tenants: most,
        limit,
      })
      return found.map(({ tenant, events: [...list] }) => `${tenant} ${list.length}`)
    }
    equal(await next('', 9, 10), ['a 2', 'b 2', 'c 2', 'd 2', 'e 2'], 'all')
    equal(await next('', 2, 10), ['a 3', 'b 5'], 'the first')
    equal(await next('b', 2, 10), ['c 3', 'd 3'], 'those behind')
    equal(await next('d', 2, 10), ['e 3'], 'the last')
    equal(await next('e', 2, 10), [], 'behind the last')
    equal(await next('', 5, 2), ['a 1', 'b 1', 'c 1', 'd 1', 'e 1'], 'room for one each')
  }),

  scenario('events: tenants that have seals are named in order, and no others', async (world) => {
    for (const name of ['c', 'a', 'b']) for (let n = 0; n < 3; n++) await request(world.of(name))
    await sealAll(world, 2)
    await request(world.of('d'))
    const named = (after: string | undefined, limit: number) =>
      world.store.events.sealed({ now: world.now, limit, after: after as Id<'tenant'> | undefined })
    equal(await named(undefined, 10), ['a', 'b', 'c'], 'all')
    equal(await named(undefined, 2), ['a', 'b'], 'the first two')
    equal(await named('b', 2), ['c'], 'those behind')
    equal(await named('c', 2), [], 'behind the last')
  }),

  scenario('events: each seal follows the one before it', async (world) => {
    for (let n = 0; n < 4; n++) await request(world)
    const batches = await sealAll(world, 1)
    const heads = batches.map(({ head }) => head)
    equal(
      heads.slice(1),
      batches.slice(0, -1).map(({ link }) => link),
      'heads',
    )
    ok(!batches.some(({ link }) => link === heads[0]), 'the first head is one of the seals')
    const seals = await world.store.events.seals(world.at({ limit: 10 }))
    const expected = batches.map(({ link, events: [only] }) => ({
      link,
      first: only?.sequence,
      last: only?.sequence,
      count: 1,
    }))
    const inOrder = seals.map(({ at: _, ...seal }) => seal).sort((one, two) => one.first - two.first)
    equal(inOrder, expected, 'seals')
    equal((await world.store.events.seals(world.at({ limit: 2 }))).length, 2, 'seals within a limit')
  }),

  scenario('events: of parallel seals on one head one is appended, and an old head never is', async (world) => {
    for (let n = 0; n < 3; n++) await request(world)
    const [batch] = await unsealed(world)
    ok(batch, 'nothing is to be sealed')
    const kinds = await Promise.all(Array.from({ length: 20 }, (_, at) => seal(world, batch, `link-${at}`)))
    equal(tally(kinds), { done: 1, changed: 19 }, 'answers')
    equal(
      (await world.store.events.seals(world.at({ limit: 10 }))).map(({ link }) => link),
      [`link-${kinds.indexOf('done')}`],
      'seals',
    )
    await request(world)
    const [next] = await unsealed(world)
    ok(next, 'a new event is not to be sealed')
    equal(await seal(world, { ...next, head: batch.head }, 'late'), 'changed', 'on an old head')
    equal(await seal(world, { ...next, head: 'no such head' }, 'forged'), 'changed', 'on a head that never was')
    equal(await seal(world, next, 'next'), 'done', 'on the newest head')
  }),

  scenario('events: a refused act writes none', async (world) => {
    const attempt = await request(world)
    const event = world.draw.event(world.now, 'attempt.cancelled', { attempt: attempt.id })
    const { version } = (await look(world, attempt.id)).attempt
    await world.store.attempts.cancel(
      world.at({ id: attempt.id, version: version + 1, also: { ...nothing, events: [event] } }),
    )
    equal(
      (await eventsOf(world)).map(({ type }) => type),
      ['link.requested'],
      'types',
    )
  }),
]

interface Batch {
  readonly tenant: Id<'tenant'>
  readonly head: string
  readonly events: readonly Event[]
}

async function sealAll(world: World, limit: number): Promise<(Batch & { readonly link: string })[]> {
  const sealed: (Batch & { readonly link: string })[] = []
  for (let n = 0; n < 50; n++) {
    const batches = await unsealed(world, limit)
    if (batches.length === 0) return sealed
    for (const batch of batches) {
      ok(batch.events.length > 0 && batch.events.length <= limit, 'a batch is empty or longer than its limit')
      const link = `link-${batch.tenant}-${batch.events[0]?.id}`
      equal(await seal(world, batch, link), 'done', 'seal')
      sealed.push({ ...batch, link })
    }
  }
  throw new Error('sealing does not come to an end')
}

async function seal(world: World, { tenant, head, events: [...list] }: Batch, link: string): Promise<string> {
  const [first, last] = [list[0]?.sequence ?? 0, list.at(-1)?.sequence ?? 0]
  return (await world.store.events.seal({ tenant, now: world.now, head, link, first, last, count: list.length })).kind
}
