/** Addresses of a user: added by a proof, given up but kept for her, restored, and nobody else's meanwhile. */
import { after, days, minutes } from '../../domain/instant.ts'
import type { User } from '../../domain/user.ts'
import type { AddressChange } from '../addresses.ts'
import type { Store } from '../store.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  effectFor,
  eventsOf,
  look,
  nothing,
  prepare,
  redeemFound,
  request,
  signIn,
  tally,
  type World,
} from './world.ts'

type Kind = 'done' | 'changed' | 'taken' | 'full'

export const addresses: readonly Scenario[] = [
  scenario('addresses: an added one signs the same user in, and her primary one stays', async (world) => {
    const { user } = await signIn(world)
    const [more, version] = [world.draw.address(), user.version]
    equal(await change(world, user, { add: more }), 'done', 'the change')
    const seen = await current(world, user)
    equal([seen.email, seen.version > version], [user.email, true], 'the user')
    const again = await signIn(world, { address: more })
    equal([again.user.id, again.user.email], [user.id, user.email], 'who signed in')
    equal(
      (await list(world, user)).map(({ key }) => key),
      [user.email.toLowerCase(), more.key].sort(),
      'addresses',
    )
  }),

  scenario('addresses: one that was given up is kept for her, then anybody’s', async (world) => {
    const { user, attempt } = await signIn(world)
    const [old, next] = [attempt.address, world.draw.address()]
    const until = after(world.now, days(7))
    equal(await change(world, user, { add: next, primary: next, giveUp: { keys: [old.key], until } }), 'done', 'change')
    equal((await current(world, user)).email, next.address, 'the primary address')
    equal(await world.store.users.find(world.at({ address: old.key })), undefined, 'found by the old address')
    const { subject } = await prepare(world, old)
    equal([subject.user, subject.reservedUntil], [undefined, until], 'what a request sees')
    const asked = await request(world, { address: old })
    const found = await look(world, asked.id)
    equal((await redeemFound(world, found, effectFor(world, found))).kind, 'changed', 'a first proof meanwhile')
    const other = await signIn(world)
    equal(await change(world, other.user, { add: old }), 'taken', 'added by another')
    world.pass(days(7))
    equal((await prepare(world, old)).subject.reservedUntil, undefined, 'afterwards')
    const later = await signIn(world, { address: old })
    ok(later.user.id !== user.id, 'the old address is still hers')
    equal(
      (await list(world, user)).map(({ key }) => key),
      [next.key],
      'what she has left',
    )
  }),

  scenario('addresses: a given-up one can be restored, once by one artifact, and ends her sessions', async (world) => {
    const { user, attempt, effect } = await signIn(world)
    const [old, next] = [attempt.address, world.draw.address()]
    const until = after(world.now, days(7))
    const undo = world.draw.artifact(world.now, { kind: 'undo', expiresAt: until })
    await change(world, user, { add: next, primary: next, giveUp: { keys: [old.key], until }, record: undo })
    const seen = await current(world, user)
    const back = { restore: [old.key], primary: old, drop: [next.key] }
    const spend = { kind: 'undo', id: undo.id }
    const undone = () => change(world, seen, back, { spend, endSessions: true })
    equal(tally(await Promise.all(Array.from({ length: 20 }, undone))), { done: 1, changed: 19 }, 'answers')
    equal((await current(world, user)).email, old.address, 'the primary address')
    equal(
      (await list(world, user)).map(({ key, reservedUntil }) => [key, reservedUntil]),
      [[old.key, undefined]],
      'hers',
    )
    equal(await world.store.sessions.find(world.at({ id: effect.session.id })), undefined, 'her session')
    equal((await prepare(world, old, effect.browser.id)).subject.knownBrowser, undefined, 'her browser')
    equal(await change(world, await current(world, user), { restore: [next.key] }, { spend }), 'changed', 'spent')
    equal((await prepare(world, next)).subject.user, undefined, 'the dropped address')
  }),

  scenario(
    'addresses: who spends an artifact spends those of its kind in her group that expire later, and no others',
    async (world) => {
      const [her, him] = [await signIn(world), await signIn(world)]
      const put = async (kind: string, group: string) => {
        world.pass(minutes(1))
        const artifact = world.draw.artifact(world.now, {
          kind,
          group,
          id: world.draw.id(world.now),
          expiresAt: after(world.now, days(7)),
        })
        equal((await world.store.artifacts.put(world.at({ artifact }))).kind, 'done', 'put')
        return artifact
      }
      const all = [
        await put('undo', her.user.id),
        await put('undo', her.user.id),
        await put('undo', her.user.id),
        await put('other', her.user.id),
        await put('undo', him.user.id),
      ]
      const spend = { kind: 'undo', id: all[1]?.id ?? '' }
      equal(await change(world, her.user, { restore: [] }, { spend }), 'done', 'the change')
      const found = await Promise.all(all.map(({ kind, id }) => world.store.artifacts.find(world.at({ kind, id }))))
      equal(
        found.map((artifact) => artifact?.consumedAt),
        [undefined, world.now, world.now, undefined, undefined],
        'spent',
      )
    },
  ),

  scenario('addresses: one of somebody else is taken, and nothing is changed', async (world) => {
    const [her, him] = [await signIn(world), await signIn(world)]
    const before = await current(world, her.user)
    equal(await change(world, her.user, { add: him.attempt.address }), 'taken', 'added')
    equal(await change(world, her.user, { primary: him.attempt.address }), 'changed', 'made the primary one')
    equal(await current(world, her.user), before, 'her')
    equal((await world.store.users.find(world.at({ address: him.attempt.address.key })))?.id, him.user.id, 'his')
    equal((await eventsOf(world)).filter(({ type }) => type === 'address.changed').length, 0, 'events')
  }),

  scenario('addresses: users who add the same one at the same time leave one owner', async (world) => {
    const people = await Promise.all(Array.from({ length: 12 }, () => signIn(world)))
    const wanted = world.draw.address()
    const kinds = await Promise.all(people.map(({ user }) => change(world, user, { add: wanted })))
    equal(tally(kinds), { done: 1, taken: 11 }, 'answers')
    const owner = await world.store.users.find(world.at({ address: wanted.key }))
    equal(owner?.id, people[kinds.indexOf('done')]?.user.id, 'owner')
  }),

  scenario('addresses: one more than a user may have is refused, and nothing is changed', async (world) => {
    const { user, attempt } = await signIn(world)
    const more = [world.draw.address(), world.draw.address()] as const
    for (const add of more) equal(await change(world, await current(world, user), { add, most: 3 }), 'done', add.key)
    const before = await current(world, user)
    const add = world.draw.address()
    const undo = world.draw.artifact(world.now, { kind: 'undo', expiresAt: after(world.now, days(7)) })
    equal(await change(world, before, { add, most: 3, record: undo }), 'full', 'one more')
    equal([await current(world, user), (await list(world, user)).length], [before, 3], 'her')
    equal(await world.store.artifacts.find(world.at({ kind: 'undo', id: undo.id })), undefined, 'the undo')
    equal((await prepare(world, add)).subject.user, undefined, 'whose it is')
    equal(await change(world, before, { add: more[0], most: 3 }), 'done', 'one that is hers already')
    const giveUp = { keys: [attempt.address.key], until: after(world.now, days(7)) }
    const replaced = { add, primary: add, giveUp, most: 3 }
    equal(await change(world, await current(world, user), replaced), 'done', 'one in the place of another')
    equal((await list(world, user)).length, 4, 'with the one that is kept for her')
    const back = { restore: [attempt.address.key], add: world.draw.address(), most: 4 }
    equal(await change(world, await current(world, user), back), 'full', 'a restored one is counted')
    const fewer = { drop: [add.key], primary: more[0], add: world.draw.address(), most: 3 }
    equal(await change(world, await current(world, user), fewer), 'done', 'a dropped one is not')
  }),

  scenario('addresses: what a change adds or makes the primary one is not lost by it', async (world) => {
    const { user, attempt } = await signIn(world)
    const [own, until] = [attempt.address, after(world.now, days(7))]
    const giveUp = { keys: [own.key], until }
    equal(await change(world, user, { add: own, primary: own, giveUp }), 'done', 'given up for itself')
    equal(await change(world, await current(world, user), { primary: own, drop: [own.key] }), 'done', 'and dropped')
    const hers = (await list(world, user)).map(({ key, reservedUntil }) => [key, reservedUntil])
    equal(hers, [[own.key, undefined]], 'hers')
    equal((await signIn(world, { address: own })).user.id, user.id, 'who signs in')
  }),

  scenario('addresses: a change takes effect for the version it saw, once, and for this tenant only', async (world) => {
    const { user } = await signIn(world)
    equal(await change(world.of('elsewhere'), user, { add: world.draw.address() }), 'changed', 'by another tenant')
    equal(await list(world.of('elsewhere'), user), [], 'as another tenant sees it')
    const tries = Array.from({ length: 20 }, () => change(world, user, { add: world.draw.address() }))
    equal(tally(await Promise.all(tries)), { done: 1, changed: 19 }, 'answers')
    equal((await list(world, user)).length, 2, 'addresses')
  }),
]

interface More {
  readonly spend?: { readonly kind: string; readonly id: string }
  readonly endSessions?: boolean
}

async function change(world: World, { id, version }: User, wanted: AddressChange, more: More = {}): Promise<Kind> {
  const also = { ...nothing, events: [world.draw.event(world.now, 'address.changed', { user: id })] }
  const input = world.at({ user: id, version, change: wanted, ...more, also })
  return (await world.store.addresses.change(input)).kind
}

async function current(world: World, { id }: User): Promise<User> {
  const user = await world.store.users.find(world.at({ id }))
  ok(user, 'a user is gone')
  return user
}

function list(world: World, { id }: User): ReturnType<Store['addresses']['list']> {
  return world.store.addresses.list(world.at({ user: id }))
}
