/** Tries of a code: counted and committed before anything is compared. */

import type { Id } from '../../domain/id.ts'
import { hours } from '../../domain/instant.ts'
import type { Charge } from '../written.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { budget, effectFor, look, nothing, redeemFound, request, signIn, tally, type World } from './world.ts'

export const tries: readonly Scenario[] = [
  scenario(
    'tries: each is counted down, and the one after the last is exhausted and changes nothing',
    async (world) => {
      const { id } = await request(world, { maxTries: 3 })
      for (const left of [2, 1, 0]) {
        const taken = await world.store.attempts.takeTry(world.at({ id, charges: [] }))
        const { attempt } = await look(world, id)
        equal(taken, { kind: 'taken', triesLeft: left, version: attempt.version }, 'answer')
        equal(attempt.tries, 3 - left, 'tries')
      }
      const before = await look(world, id)
      equal(await world.store.attempts.takeTry(world.at({ id, charges: [] })), { kind: 'exhausted' }, 'the fourth')
      equal(await look(world, id), before, 'attempt after an exhausted try')
    },
  ),

  scenario('tries: of 100 parallel ones no more are taken than the attempt has', (world) => raceForTries([world])),

  scenarioOfTwo(
    'tries: of 100 parallel ones on two nodes no more are taken than the attempt has',
    async (world, another) => raceForTries([world, world.through(await another())]),
  ),

  scenarioOfTwo('tries: one that was answered is counted for every node', async (world, another) => {
    const { id } = await request(world)
    const elsewhere = world.through(await another())
    for (let n = 1; n <= 5; n++) {
      await world.store.attempts.takeTry(world.at({ id, charges: [] }))
      equal((await look(elsewhere, id)).attempt.tries, n, 'tries seen elsewhere')
    }
    equal(
      (await elsewhere.store.attempts.takeTry(elsewhere.at({ id, charges: [] }))).kind,
      'exhausted',
      'the sixth, elsewhere',
    )
  }),

  scenario('tries: the version that a try answers is good for redeeming', async (world) => {
    const { id } = await request(world)
    const before = await look(world, id)
    const taken = await world.store.attempts.takeTry(world.at({ id, charges: [] }))
    ok(taken.kind === 'taken', 'the first try is exhausted')
    const found = { ...before, attempt: { ...before.attempt, version: taken.version } }
    equal((await redeemFound(world, found, effectFor(world, found))).kind, 'done', 'kind')
  }),

  scenario('tries: wrong ones do not stop the link', async (world) => {
    const { id } = await request(world, { maxTries: 2 })
    await takeTimes(world, id, 3)
    const found = await look(world, id)
    equal([found.attempt.state, found.attempt.tries], ['open', 2], 'attempt')
    equal((await redeemFound(world, found, effectFor(world, found))).kind, 'done', 'kind')
  }),

  scenario('tries: an unknown, ended, completed or expired attempt has none', async (world) => {
    const unknown = world.draw.id<'attempt'>(world.now)
    const completed = (await signIn(world)).attempt.id
    const ended = await request(world)
    await world.store.attempts.endAll(world.at({ asker: ended.asker.id, hash: ended.asker.hash }))
    equal(await takeTimes(world, unknown, 1), { exhausted: 1 }, 'unknown')
    equal(await takeTimes(world, completed, 1), { exhausted: 1 }, 'completed')
    equal(await takeTimes(world, ended.id, 1), { exhausted: 1 }, 'ended')
    equal([(await look(world, completed)).attempt.tries, (await look(world, ended.id)).attempt.tries], [0, 0], 'tries')
  }),

  scenario(
    'tries: a spent budget exhausts, and then neither the attempt nor any other budget is charged',
    async (world) => {
      const spent = budget('address', 2)
      const roomy = budget('browser', 3)
      const first = await request(world)
      equal(await takeTimes(world, first.id, 2, [spent]), { taken: 2 }, 'within budget')
      const second = await request(world)
      equal(await takeTimes(world, second.id, 4, [roomy, spent]), { exhausted: 4 }, 'beyond one budget')
      equal((await look(world, second.id)).attempt.tries, 0, 'tries')
      equal(await takeTimes(world, second.id, 4, [roomy]), { taken: 3, exhausted: 1 }, 'the other budget')
    },
  ),

  scenario('tries: an attempt without tries left charges no budget', async (world) => {
    const tried = budget('address', 2)
    const { id } = await request(world, { maxTries: 1 })
    equal(await takeTimes(world, id, 5, [tried]), { taken: 1, exhausted: 4 }, 'tries')
    equal(
      await takeTimes(world, (await request(world)).id, 2, [tried]),
      { taken: 1, exhausted: 1 },
      'what is left of the budget',
    )
  }),

  scenario('tries: a budget holds across attempts taken in parallel', async (world) => {
    const address = budget('address', 7)
    const attempts = await Promise.all(Array.from({ length: 10 }, () => request(world)))
    const taken = await Promise.all(attempts.map(({ id }) => takeTimes(world, id, 5, [address])))
    equal(
      taken.reduce((sum, counts) => sum + (counts['taken'] ?? 0), 0),
      7,
      'taken in all',
    )
    const counted = await Promise.all(attempts.map(({ id }) => look(world, id)))
    equal(
      counted.reduce((sum, { attempt }) => sum + attempt.tries, 0),
      7,
      'counted in all',
    )
  }),

  scenario('tries: a resend gives none back', async (world) => {
    const { id } = await request(world, { maxTries: 2 })
    await takeTimes(world, id, 2)
    const { version } = (await look(world, id)).attempt
    const input = { id, version, set: world.draw.set(world.now), keep: 3, charges: [], also: nothing }
    equal((await world.store.attempts.resend(world.at(input))).kind, 'issued', 'resend')
    equal((await look(world, id)).attempt.tries, 2, 'tries')
    equal(await takeTimes(world, id, 1), { exhausted: 1 }, 'one more try')
  }),

  scenario(
    'tries: one that is given back is there again, for the attempt and for its budgets, and only once',
    async (world) => {
      const address = budget('address', 3)
      const { id } = await request(world, { maxTries: 3 })
      equal(await takeTimes(world, id, 4, [address]), { taken: 3, exhausted: 1 }, 'tries')
      const give = async (): Promise<string> =>
        (await world.store.attempts.giveTryBack(world.at({ id, charges: [address] }))).kind
      equal([await give(), (await look(world, id)).attempt.tries], ['done', 2], 'given back')
      equal(await takeTimes(world, id, 2, [address]), { taken: 1, exhausted: 1 }, 'tries afterwards')
      equal(
        [await give(), await give(), await give(), await give()],
        ['done', 'done', 'done', 'changed'],
        'all of them',
      )
      equal(await takeTimes(world, (await request(world)).id, 4, [address]), { taken: 3, exhausted: 1 }, 'the budget')
    },
  ),

  scenario('tries: none is given back of an attempt that is over', async (world) => {
    const address = budget('address', 1)
    const { id } = await request(world)
    equal(await takeTimes(world, id, 1, [address]), { taken: 1 }, 'a try')
    const found = await look(world, id)
    await redeemFound(world, found, effectFor(world, found))
    equal(await world.store.attempts.giveTryBack(world.at({ id, charges: [address] })), { kind: 'changed' }, 'answer')
    equal((await look(world, id)).attempt.tries, 1, 'tries')
    equal(await takeTimes(world, (await request(world)).id, 1, [address]), { exhausted: 1 }, 'the budget')
  }),

  scenario('tries: of many given back and taken in parallel no more are open than were given back', async (world) => {
    const { id } = await request(world)
    equal(await takeTimes(world, id, 5), { taken: 5 }, 'tries')
    const [taken] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, () => takeTimes(world, id, 1))),
      ...Array.from({ length: 3 }, () => world.store.attempts.giveTryBack(world.at({ id, charges: [] }))),
    ])
    const got = tally(taken.flatMap((counts) => Object.keys(counts)))['taken'] ?? 0
    equal((await look(world, id)).attempt.tries, 2 + got, 'counted tries')
    ok(got <= 3, 'more were taken than given back')
  }),

  scenario('tries: the failures of the last hour stand in what asking depends on', async (world) => {
    const failures: Charge = { key: 'failures', windows: [{ length: hours(24), max: 1000 }], grain: 0 }
    const attempt = await request(world)
    const standing = async (): Promise<number> => {
      const { application, address } = attempt
      return (await world.store.attempts.prepare(world.at({ application, address }))).failures
    }
    await takeTimes(world, attempt.id, 2, [failures])
    world.pass(hours(0.5))
    await takeTimes(world, (await request(world)).id, 3, [failures])
    equal(await standing(), 5, 'failures within the hour')
    world.pass(hours(0.5) + 1)
    equal(await standing(), 3, 'failures of the last hour')
    world.pass(hours(0.5))
    equal(await standing(), 0, 'failures more than an hour old')
  }),
]

async function raceForTries(nodes: readonly World[]): Promise<void> {
  const [world] = nodes
  ok(world, 'a race needs a node')
  for (let round = 0; round < 20; round++) {
    const { id } = await request(world)
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => {
        const node = nodes[at % nodes.length] ?? world
        return node.store.attempts.takeTry(node.at({ id, charges: [] }))
      }),
    )
    const left = answers.flatMap((answer) => (answer.kind === 'taken' ? [answer.triesLeft] : []))
    equal(left.toSorted(), [0, 1, 2, 3, 4], 'tries left of those that were taken')
    equal((await look(world, id)).attempt.tries, 5, 'counted tries')
  }
}

async function takeTimes(
  world: World,
  id: Id<'attempt'>,
  times: number,
  charges: readonly Charge[] = [],
): Promise<Readonly<Record<string, number>>> {
  const kinds: string[] = []
  for (let n = 0; n < times; n++) kinds.push((await world.store.attempts.takeTry(world.at({ id, charges }))).kind)
  return tally(kinds)
}
