/** Cancelling: it ends an attempt, once, and can do nothing else. */
import type { Id } from '../../domain/id.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { budget, effectFor, eventsOf, look, nothing, redeemFound, request, signIn, tally, type World } from './world.ts'

export const cancel: readonly Scenario[] = [
  scenario('cancel: an open attempt ends, once', async (world) => {
    const { id } = await request(world)
    const { version } = (await look(world, id)).attempt
    const kinds = await Promise.all(Array.from({ length: 10 }, () => cancelAt(world, id, version)))
    equal(tally(kinds), { done: 1, changed: 9 }, 'answers')
    equal((await look(world, id)).attempt.state, 'cancelled', 'state')
    equal(
      tally((await eventsOf(world, id)).map(({ type }) => type)),
      { 'link.requested': 1, 'attempt.cancelled': 1 },
      'events',
    )
    equal(await cancelNow(world, id), 'changed', 'once more')
  }),

  scenario('cancel: an approved attempt ends', async (world) => {
    const { id, number } = await request(world)
    const { version } = (await look(world, id)).attempt
    await world.store.attempts.approve(
      world.at({
        id,
        version,
        number,
        cancel: world.draw.hash(),
        wrong: budget('wrong', 3),
        also: nothing,
        alsoWrong: nothing,
      }),
    )
    const found = await look(world, id)
    equal(await cancelNow(world, id), 'done', 'kind')
    equal((await redeemFound(world, found, effectFor(world, found))).kind, 'changed', 'the claim')
  }),

  scenario('cancel: a completed attempt stays as it is, and so does its session', async (world) => {
    const { attempt, effect } = await signIn(world)
    const before = await look(world, attempt.id)
    equal(await cancelNow(world, attempt.id), 'changed', 'kind')
    equal(await look(world, attempt.id), before, 'attempt')
    ok(await world.store.sessions.find(world.at({ id: effect.session.id })), 'the session ended')
  }),

  scenario('cancel: an unknown attempt, or one that changed since it was seen, is left alone', async (world) => {
    equal(await cancelAt(world, world.draw.id(world.now), 1), 'changed', 'unknown')
    const { id } = await request(world)
    equal(await cancelAt(world, id, (await look(world, id)).attempt.version + 1), 'changed', 'another version')
    equal((await look(world, id)).attempt.state, 'open', 'state')
    equal((await eventsOf(world, id)).length, 1, 'events')
  }),

  scenario('cancel: an ended attempt takes no try, no number, no new mail and no proof', async (world) => {
    const { id, number } = await request(world)
    await cancelNow(world, id)
    const found = await look(world, id)
    const { version } = found.attempt
    const at = { id, version, also: nothing }
    const { attempts } = world.store
    const kinds = [
      await attempts.takeTry(world.at({ id, charges: [] })),
      await attempts.approve(
        world.at({ ...at, number, cancel: world.draw.hash(), wrong: budget('wrong', 3), alsoWrong: nothing }),
      ),
      await attempts.resend(world.at({ ...at, set: world.draw.set(world.now), keep: 3, charges: [] })),
      await attempts.prove(world.at({ ...at, artifact: world.draw.artifact(world.now) })),
      await redeemFound(world, found, effectFor(world, found)),
    ]
    equal(
      kinds.map(({ kind }) => kind),
      ['exhausted', 'changed', 'changed', 'changed', 'changed'],
      'answers',
    )
    equal(await look(world, id), found, 'attempt')
  }),

  scenario('cancel: of a redeem and a cancel at the same time one takes effect', async (world) => {
    const attempts = await Promise.all(Array.from({ length: 50 }, () => request(world)))
    for (const { id } of attempts) {
      const found = await look(world, id)
      const effect = effectFor(world, found)
      const redeeming = async (): Promise<string> => `redeem ${(await redeemFound(world, found, effect)).kind}`
      const cancelling = async (): Promise<string> => `cancel ${await cancelAt(world, id, found.attempt.version)}`
      const done = (await Promise.all(world.draw.shuffled([redeeming, cancelling]).map((start) => start()))).filter(
        (word) => word.endsWith('done'),
      )
      equal(done.length, 1, 'how many took effect')
      const redeemed = done[0] === 'redeem done'
      equal((await look(world, id)).attempt.state, redeemed ? 'completed' : 'cancelled', 'state')
      equal((await world.store.sessions.find(world.at({ id: effect.session.id }))) !== undefined, redeemed, 'session')
    }
  }),
]

async function cancelNow(world: World, id: Id<'attempt'>): Promise<string> {
  return cancelAt(world, id, (await look(world, id)).attempt.version)
}

async function cancelAt(world: World, id: Id<'attempt'>, version: number): Promise<string> {
  const also = { events: [world.draw.event(world.now, 'attempt.cancelled', { attempt: id })], messages: [] }
  return (await world.store.attempts.cancel(world.at({ id, version, also }))).kind
}
