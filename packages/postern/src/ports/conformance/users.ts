/** Users: found by id or address, changed only as they were seen. */
import type { User } from '../../domain/user.ts'
import { equal, ok } from './assert.ts'
import { asAddress } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import { effectFor, eventsOf, look, nothing, redeemFound, request, signIn, tally, type World } from './world.ts'

export const users: readonly Scenario[] = [
  scenario('users: one is found by id and by the key of her address, and by nothing else', async (world) => {
    const { user, attempt } = await signIn(world, { address: asAddress('Maria.Silva@example.com') })
    const { find } = world.store.users
    equal(user.email, 'Maria.Silva@example.com', 'address as proved')
    equal(await find(world.at({ id: user.id })), user, 'by id')
    equal(await find(world.at({ address: attempt.address.key })), user, 'by address')
    equal(await find(world.at({ address: 'maria.silva@example.co' })), undefined, 'by another address')
    equal(await find(world.at({ address: '%' })), undefined, 'by a pattern')
    equal(await find(world.at({ id: world.draw.id<'user'>(world.now) })), undefined, 'by another id')
  }),

  scenario('users: an address is one account, however it is written', async (world) => {
    const first = await signIn(world, { address: asAddress('Maria@example.com') })
    const second = await signIn(world, { address: asAddress('mARIA@example.com') })
    equal(second.user, first.user, 'user')
  }),

  scenario('users: a change takes effect for the version it saw, once', async (world) => {
    const { user } = await signIn(world)
    const kinds = await Promise.all(Array.from({ length: 20 }, () => ban(world, user)))
    equal(tally(kinds), { done: 1, changed: 19 }, 'answers')
    const now = await world.store.users.find(world.at({ id: user.id }))
    ok(now && now.version > user.version, 'a change does not raise the version')
    equal(now, { ...user, status: 'banned', version: now.version }, 'user')
    equal((await eventsOf(world)).filter(({ type }) => type === 'sign-in.refused').length, 1, 'events')
    equal(await ban(world, { ...user, id: world.draw.id(world.now) }), 'changed', 'an unknown user')
  }),

  scenario('users: a change leaves alone what it does not name', async (world) => {
    const { user } = await signIn(world)
    const { change, find } = world.store.users
    await change(world.at({ id: user.id, version: user.version, factors: ['totp', 'passkey'], also: nothing }))
    const withFactors = await find(world.at({ id: user.id }))
    ok(withFactors, 'a changed user is gone')
    equal(withFactors, { ...user, factors: ['totp', 'passkey'], version: withFactors.version }, 'after factors')
    await change(world.at({ id: user.id, version: withFactors.version, status: 'locked', also: nothing }))
    const locked = await find(world.at({ id: user.id }))
    equal(locked, { ...withFactors, status: 'locked', version: locked?.version }, 'after status')
  }),

  scenario(
    'users: an attempt that saw her before a change is not redeemed, one that saw her after is',
    async (world) => {
      const { user, attempt } = await signIn(world)
      const next = await request(world, { address: attempt.address })
      const before = await look(world, next.id)
      await ban(world, user)
      equal((await redeemFound(world, before, effectFor(world, before))).kind, 'changed', 'seen before')
      const after = await look(world, next.id)
      equal(after.subject.user?.status, 'banned', 'status seen')
      equal((await redeemFound(world, after, effectFor(world, after))).kind, 'done', 'seen after')
    },
  ),
]

async function ban(world: World, { id, version }: User): Promise<string> {
  const also = { events: [world.draw.event(world.now, 'sign-in.refused', { user: id })], messages: [] }
  return (await world.store.users.change(world.at({ id, version, status: 'banned', also }))).kind
}
