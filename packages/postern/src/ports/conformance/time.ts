/** The store as a whole: its mark of time, whether it is well, and what is left of it after a restart. */
import { after, days, hours, minutes, seconds } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { effectFor, eventsOf, look, redeemFound, request, signIn } from './world.ts'

/** How far the mark may lag behind the newest command: it need not be written with every one. */
const lag = seconds(1)

export const time: readonly Scenario[] = [
  scenario('time: the mark follows the commands, and never goes back', async (world) => {
    ok((await world.store.time()) <= world.now, 'a fresh store is ahead of time')
    for (let n = 0; n < 3; n++) {
      await request(world)
      const mark = await world.store.time()
      ok(mark <= world.now && mark >= after(world.now, -lag), 'the mark is not the time of the newest command')
      world.pass(minutes(10))
    }
    // A mark is written now and then: a small step forward may be known to the store alone.
    for (const [forward, back] of [
      [0, lag / 2],
      [lag / 2, lag / 4],
      [minutes(10), hours(5)],
    ] as const) {
      world.pass(forward)
      await request(world)
      const high = await world.store.time()
      world.pass(-back)
      await request(world)
      ok((await world.store.time()) >= high, 'the mark goes back')
      world.pass(back)
    }
  }),

  scenarioOfTwo('time: the mark is found again after a restart', async (world, another) => {
    await request(world)
    world.pass(days(3))
    await signIn(world)
    const mark = await (await another()).time()
    ok(mark <= world.now && mark >= after(world.now, -lag), 'the mark is lost')
  }),

  scenarioOfTwo(
    'time: the mark of events moves with every one, whoever writes it, and rests beside',
    async (world, another) => {
      const other = await another()
      const marks = async (): Promise<readonly number[]> => [await world.store.eventMark(), await other.eventMark()]
      const before = await marks()
      await eventsOf(world)
      equal(await marks(), before, 'while nothing is written')
      await request(world)
      const first = await marks()
      ok(
        first.every((mark, at) => mark !== before[at]),
        'the mark rests',
      )
      await request(world.of('other'))
      const second = await marks()
      ok(
        second.every((mark, at) => mark !== first[at]),
        'the mark rests beside an event of another tenant',
      )
    },
  ),

  scenario('time: a store that works is ready', async (world) => {
    equal(await world.store.ready(), true, 'ready')
    await request(world)
    equal(
      [await world.store.ready(), (await eventsOf(world)).length],
      [true, 1],
      'ready, and nothing written by asking',
    )
  }),

  scenarioOfTwo('time: what was answered is there after a restart', async (world, another) => {
    const { attempt, effect, user } = await signIn(world)
    const open = await request(world)
    await world.store.close()
    const reopened = world.through(await another())
    const held = await reopened.store.sessions.find(reopened.at({ id: effect.session.id }))
    equal([held?.user, held?.session.id], [user, effect.session.id], 'session')
    equal((await look(reopened, attempt.id)).attempt.state, 'completed', 'redeemed attempt')
    const again = await look(reopened, attempt.id)
    equal((await redeemFound(reopened, again, effectFor(reopened, again))).kind, 'changed', 'redeemed once more')
    const found = await look(reopened, open.id)
    equal((await redeemFound(reopened, found, effectFor(reopened, found))).kind, 'done', 'open attempt')
  }),

  scenarioOfTwo('time: closing finishes what was begun', async (world, another) => {
    const drafts = Array.from({ length: 20 }, () => world.draw.attempt(world.now))
    const issued = drafts.map(async (attempt) => {
      const answer = await world.store.attempts.issue(
        world.at({ attempt, charges: [], also: { events: [], messages: [] } }),
      )
      return answer.kind
    })
    const closed = world.store.close()
    const kinds = await Promise.allSettled(issued)
    await closed
    const reopened = world.through(await another())
    for (const [at, { id }] of drafts.entries()) {
      const kind = kinds[at]
      const found = await reopened.store.attempts.find(reopened.at({ id }))
      equal(found !== undefined, kind?.status === 'fulfilled', 'an attempt is there exactly if it was answered')
    }
  }),

  scenario('time: closing twice is closing once', async (world) => {
    await request(world)
    await world.store.close()
    await world.store.close()
  }),
]
