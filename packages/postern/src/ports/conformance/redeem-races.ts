/** Redeeming in parallel: a secret takes effect at most once, on any number of nodes. */
import type { Id } from '../../domain/id.ts'
import type { Lookup, Redeemed, SignInEffect } from '../records.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { effectFor, eventsOf, look, redeemFound, request, tally, type World } from './world.ts'

export const redeemRaces: readonly Scenario[] = [
  scenario('redeem: of 50 parallel redeems of each of 200 attempts exactly one takes effect', (world) =>
    raceForAll([world]),
  ),

  scenarioOfTwo('redeem: of 50 parallel redeems on two nodes exactly one takes effect', async (world, another) =>
    raceForAll([world, world.through(await another())]),
  ),

  scenario('redeem: parallel first proofs of one address make one user', async (world) => {
    const address = world.draw.address()
    const attempts = await Promise.all(Array.from({ length: 20 }, () => request(world, { address })))
    const seen = await Promise.all(attempts.map(({ id }) => look(world, id)))
    const redeemed = await Promise.all(seen.map((found) => redeemFound(world, found, effectFor(world, found))))
    equal(tally(redeemed.map(({ kind }) => kind)), { done: 1, changed: 19 }, 'first round')
    const user = await world.store.users.find(world.at({ address: address.key }))
    ok(user, 'no user was made')
    for (const { id } of attempts) {
      const found = await look(world, id)
      equal(found.subject.user?.id, user.id, 'user seen by every attempt')
      if (found.attempt.state === 'completed') continue
      const again = await redeemFound(world, found, effectFor(world, found))
      ok(again.kind === 'done' && again.user.id === user.id, 'a later proof is not the same user')
    }
  }),
]

/** 200 attempts, 50 redeems of each in no order, spread over the nodes; each redeem brings ids of its own. */
async function raceForAll(nodes: readonly World[]): Promise<void> {
  const [world] = nodes
  ok(world, 'a race needs a node')
  for (let round = 0; round < 4; round++) {
    const attempts = await Promise.all(Array.from({ length: 50 }, () => request(world)))
    const tries: Race[] = []
    for (const { id } of attempts) {
      const found = await look(world, id)
      for (let n = 0; n < 50; n++) tries.push({ found, effect: effectFor(world, found) })
    }
    const shuffled = world.draw.shuffled(tries)
    const results = await Promise.all(
      shuffled.map(({ found, effect }, at) => redeemFound(nodes[at % nodes.length] ?? world, found, effect)),
    )
    for (const { id } of attempts) await assertOneWinner(world, id, shuffled, results)
  }
}

interface Race {
  readonly found: Lookup
  readonly effect: SignInEffect
}

async function assertOneWinner(
  world: World,
  id: Id<'attempt'>,
  tries: readonly Race[],
  results: readonly Redeemed[],
): Promise<void> {
  const mine = tries
    .map(({ found, effect }, at) => ({ found, effect, kind: results[at]?.kind }))
    .filter(({ found }) => found.attempt.id === id)
  equal(tally(mine.map(({ kind }) => String(kind))), { done: 1, changed: 49 }, 'answers')
  const winner = mine.find(({ kind }) => kind === 'done')?.effect
  ok(winner, 'nobody won')
  const sessions = await Promise.all(
    mine.map(({ effect }) => world.store.sessions.find(world.at({ id: effect.session.id }))),
  )
  equal(
    sessions.filter((session) => session).map((held) => held?.session.id),
    [winner.session.id],
    'sessions',
  )
  const users = await Promise.all(mine.map(({ effect }) => world.store.users.find(world.at({ id: effect.user }))))
  equal(
    users.filter((user) => user).map((user) => user?.id),
    [winner.user],
    'users',
  )
  const types = (await eventsOf(world, id)).map(({ type }) => type)
  equal(tally(types), { 'link.requested': 1, 'user.created': 1, 'sign-in.completed': 1 }, 'events')
}
