/** A binding that is renewed at sign-in: what else this browser asked for follows it, or ends. */
import type { Attempt } from '../../domain/attempt.ts'
import type { Id } from '../../domain/id.ts'
import type { AttemptDraft, SignInEffect } from '../records.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { effectFor, look, nothing, redeemFound, request, signIn, type World } from './world.ts'

export const rebind: readonly Scenario[] = [
  scenario(
    "rebind: this browser's other attempts follow, those for the same address and application end",
    async (world) => {
      const asker = world.draw.asker(world.now)
      const otherApplication = 'other' as Id<'application'>
      const { attempt, to } = await renewed(world, asker, async (address) => ({
        otherAddress: await request(world, { asker }),
        otherApplication: await request(world, { asker, address, application: otherApplication }),
        foreign: await request(world, { address }),
        forged: await request(world, { asker: { ...asker, hash: world.draw.hash() } }),
      }))
      equal(await askerOf(world, attempt.otherAddress), ['open', to.id, to.hash], 'another address')
      equal(await askerOf(world, attempt.otherApplication), ['open', to.id, to.hash], 'another application')
      const { foreign, forged } = attempt
      equal(await askerOf(world, foreign), ['open', foreign.asker.id, foreign.asker.hash], "another browser's attempt")
      equal(
        await askerOf(world, forged),
        ['open', forged.asker.id, forged.asker.hash],
        'an attempt under another secret',
      )
    },
  ),

  scenario(
    'rebind: an attempt of this browser for the same address and application ends with the sign-in',
    async (world) => {
      const asker = world.draw.asker(world.now)
      const other = await request(world, { asker })
      const address = world.draw.address()
      const first = await request(world, { asker, address })
      const found = await look(world, first.id)
      const sibling = await siblingOf(world, first)
      const to = world.draw.asker(world.now)
      const rebinding = { from: asker.id, fromHash: asker.hash, to: to.id, toHash: to.hash }
      equal((await redeemFound(world, found, effectFor(world, found, { rebind: rebinding }))).kind, 'done', 'kind')
      equal((await look(world, sibling.id)).attempt.state, 'cancelled', 'the attempt for the same address')
      equal((await look(world, other.id)).attempt.state, 'open', 'the attempt for another address')
    },
  ),

  scenario('rebind: a followed attempt is redeemed, ended and superseded under its new binding only', async (world) => {
    const asker = world.draw.asker(world.now)
    const { attempt, to } = await renewed(world, asker, async () => ({ follower: await request(world, { asker }) }))
    await world.store.attempts.endAll(world.at({ asker: asker.id, hash: asker.hash }))
    equal((await look(world, attempt.follower.id)).attempt.state, 'open', 'after the old binding ended')
    await world.store.attempts.endAll(world.at({ asker: to.id, hash: to.hash }))
    equal((await look(world, attempt.follower.id)).attempt.state, 'cancelled', 'after the new binding ended')
  }),

  scenario("rebind: with a wrong secret of the old binding nobody's attempts follow or end", async (world) => {
    const victim = world.draw.asker(world.now)
    const theirs = await request(world, { asker: victim })
    const mine = await request(world)
    const alike = await request(world, { asker: victim, address: mine.address })
    const found = await look(world, mine.id)
    const to = world.draw.asker(world.now)
    const forged = { from: victim.id, fromHash: world.draw.hash(), to: to.id, toHash: to.hash }
    equal((await redeemFound(world, found, effectFor(world, found, { rebind: forged }))).kind, 'done', 'kind')
    equal(await askerOf(world, theirs), ['open', victim.id, victim.hash], 'their attempt')
    equal(await askerOf(world, alike), ['open', victim.id, victim.hash], 'their attempt for my address')
  }),

  scenario('rebind: finished attempts do not come back to life', async (world) => {
    const asker = world.draw.asker(world.now)
    const cancelled = await request(world, { asker })
    const { version } = (await look(world, cancelled.id)).attempt
    await world.store.attempts.cancel(world.at({ id: cancelled.id, version, also: nothing }))
    const completed = (await signIn(world, { asker })).attempt
    await renewed(world, asker, async () => ({}))
    equal((await look(world, cancelled.id)).attempt.state, 'cancelled', 'cancelled attempt')
    equal((await look(world, completed.id)).attempt.state, 'completed', 'completed attempt')
  }),
]

/** Signs in from `asker` with a new binding, after `before` has asked for other things. */
async function renewed<T>(
  world: World,
  asker: AttemptDraft['asker'],
  before: (address: AttemptDraft['address']) => Promise<T>,
): Promise<{ attempt: T; to: AttemptDraft['asker']; effect: SignInEffect }> {
  const address = world.draw.address()
  const attempt = await before(address)
  const mine = await request(world, { asker, address })
  const found = await look(world, mine.id)
  const to = world.draw.asker(world.now)
  const effect = effectFor(world, found, {
    rebind: { from: asker.id, fromHash: asker.hash, to: to.id, toHash: to.hash },
  })
  ok((await redeemFound(world, found, effect)).kind === 'done', 'a sign-in that renews its binding is not done')
  return { attempt, to, effect }
}

/**
 * One more open attempt of the same asker, address and application. A request would end the first, so the sibling is
 * asked for elsewhere and then follows a binding to the same asker.
 */
async function siblingOf(world: World, { asker, address }: AttemptDraft): Promise<AttemptDraft> {
  const elsewhere = world.draw.asker(world.now)
  const sibling = await request(world, { asker: elsewhere, address })
  const door = await request(world, { asker: elsewhere })
  const found = await look(world, door.id)
  const merge = { from: elsewhere.id, fromHash: elsewhere.hash, to: asker.id, toHash: asker.hash }
  equal(
    (await redeemFound(world, found, effectFor(world, found, { rebind: merge }))).kind,
    'done',
    'merging two bindings',
  )
  equal((await askerOf(world, sibling)).slice(0, 2), ['open', asker.id], 'the sibling')
  return sibling
}

async function askerOf(world: World, { id }: AttemptDraft): Promise<readonly [Attempt['state'], string, Uint8Array]> {
  const { attempt } = await look(world, id)
  return [attempt.state, attempt.asker.id, attempt.asker.hash]
}
