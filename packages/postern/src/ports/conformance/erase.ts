/** Erasing a tenant: all that it has goes, in bounded steps, and nothing of anybody else's. */
import { after, minutes } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { eventsOf, signIn, type World } from './world.ts'

export const erase: readonly Scenario[] = [
  scenario('erase: nothing of a tenant is left, and of the others nothing is gone', async (world) => {
    const other = world.of('other')
    const theirs = await signIn(other)
    const others = await viewOf(other, theirs)
    const mine = await signIn(world)
    await world.store.documents.put(world.at({ kind: 'theme', id: 'a', version: 0, json: '{}' }))
    const artifact = world.draw.artifact(world.now)
    await world.store.artifacts.put(world.at({ artifact }))
    ok((await eraseAll(world, 100)) > 5, 'little was removed')
    equal(
      await viewOf(world, mine),
      { attempt: undefined, session: undefined, user: undefined, messages: [], events: [] },
      'mine',
    )
    equal(await world.store.documents.history(world.at({ kind: 'theme', id: 'a' })), [], 'history')
    equal(await world.store.artifacts.find(world.at({ kind: artifact.kind, id: artifact.id })), undefined, 'artifact')
    equal(await viewOf(other, theirs), others, 'theirs')
  }),

  scenario('erase: it takes so many rows at most, and comes to an end', async (world) => {
    for (let n = 0; n < 25; n++) await world.store.artifacts.put(world.at({ artifact: world.draw.artifact(world.now) }))
    const removed: number[] = []
    for (let round = 0; round < 4; round++) removed.push((await world.store.erase(world.at({ limit: 10 }))).removed)
    equal(removed, [10, 10, 5, 0], 'removed')
  }),

  scenario('erase: it ends only where nothing is left, also of what came while it was under way', async (world) => {
    for (let n = 0; n < 10; n++) await world.store.artifacts.put(world.at({ artifact: world.draw.artifact(world.now) }))
    equal((await world.store.erase(world.at({ limit: 10 }))).removed, 10, 'removed at first')
    const late = { address: 'late@example.com', until: after(world.now, minutes(1)), reason: 'by-hand' }
    await world.store.suppressions.put(world.at({ ...late, also: { events: [], messages: [] } }))
    equal((await world.store.erase(world.at({ limit: 10 }))).removed, 1, 'removed of what came late')
    equal(await world.store.suppressions.find(world.at({ address: late.address })), undefined, 'late')
  }),

  scenario('erase: the person who comes back to an erased tenant is a new one', async (world) => {
    const before = await signIn(world)
    await eraseAll(world, 3)
    const again = await signIn(world, { address: before.attempt.address })
    ok(again.user.id !== before.user.id, 'the same user')
  }),
]

async function eraseAll(world: World, limit: number): Promise<number> {
  let all = 0
  for (;;) {
    const { removed } = await world.store.erase(world.at({ limit }))
    if (removed === 0) return all
    all += removed
  }
}

async function viewOf(world: World, { attempt, effect, user }: Awaited<ReturnType<typeof signIn>>): Promise<object> {
  const { store } = world
  return {
    attempt: await store.attempts.find(world.at({ id: attempt.id, browser: effect.browser.id })),
    session: await store.sessions.find(world.at({ id: effect.session.id })),
    user: await store.users.find(world.at({ id: user.id })),
    messages: await store.messages.list(world.at({ attempt: attempt.id })),
    events: await eventsOf(world),
  }
}
