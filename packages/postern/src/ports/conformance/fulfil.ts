/** Acts of signed-in users: an attempt is spent once, in a live session of hers, or nothing happens at all. */
import type { Finish } from '../../domain/attempt.ts'
import { after, days, hours } from '../../domain/instant.ts'
import type { ActEffect } from '../addresses.ts'
import type { Lookup } from '../records.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { budget, eventsOf, look, nothing, request, type SignedIn, signIn, takeTry, tally, type World } from './world.ts'

export const fulfil: readonly Scenario[] = [
  scenario('fulfil: a step-up proves the session, gives it another secret, and tells how it ended', async (world) => {
    const her = await signIn(world)
    const asked = await act(world, her)
    world.pass(hours(1))
    const later = await act(world, her)
    const hash = world.draw.hash()
    equal(await done(world, her, later, { proved: { hash } }), 'done', 'the act')
    const found = await world.store.sessions.find(world.at({ id: her.effect.session.id }))
    equal([found?.session.provedAt, found?.session.hash], [world.now, hash], 'session')
    equal(found?.user, her.user, 'user')
    const { attempt } = await look(world, later.attempt.id)
    const { session, user } = { session: her.effect.session.id, user: her.user.id }
    equal(
      [attempt.state, attempt.finish],
      ['completed', { at: world.now, by: 'asker', session, user, asked: {} }],
      'end',
    )
    equal(await done(world, her, asked, { proved: {} }), 'changed', 'one that has expired')
    equal(await done(world, her, later, { proved: {} }), 'changed', 'once more')
  }),

  scenarioOfTwo('fulfil: of 40 parallel acts on two nodes exactly one takes effect', async (world, another) => {
    const her = await signIn(world)
    const found = await act(world, her)
    const nodes = [world, world.through(await another())]
    const tries = Array.from({ length: 40 }, (_, at) =>
      done(nodes[at % 2] ?? world, her, found, { addresses: { add: world.draw.address() } }),
    )
    equal(tally(await Promise.all(tries)), { done: 1, changed: 39 }, 'answers')
    equal((await world.store.addresses.list(world.at({ user: her.user.id }))).length, 2, 'addresses')
    equal((await eventsOf(world)).filter(({ type }) => type === 'address.changed').length, 1, 'events')
  }),

  scenario(
    'fulfil: nothing happens where the session is over, is another’s, or the user has changed',
    async (world) => {
      const [her, him] = [await signIn(world), await signIn(world)]
      const found = await act(world, her)
      const before = await look(world, found.attempt.id)
      equal(await done(world, her, found, { session: him.effect.session.id, proved: {} }), 'changed', 'his session')
      const banned = world.at({ id: him.user.id, version: him.user.version, status: 'banned' as const, also: nothing })
      await world.store.users.change(banned)
      const his = await act(world, him)
      equal(await done(world, him, his, { proved: {} }), 'changed', 'banned meanwhile')
      const nowBanned = { ...him, user: { ...him.user, version: him.user.version + 1 } }
      equal(await done(world, nowBanned, his, { proved: {} }), 'changed', 'seen banned')
      await world.store.sessions.revoke(world.at({ id: her.effect.session.id, also: nothing }))
      equal(await done(world, her, found, { addresses: { add: world.draw.address() } }), 'changed', 'session revoked')
      equal(await look(world, found.attempt.id), before, 'the attempt')
      equal((await world.store.addresses.list(world.at({ user: her.user.id }))).length, 1, 'addresses')
    },
  ),

  scenario('fulfil: a cancelled attempt and a session revoked at the same time leave one outcome', async (world) => {
    for (let round = 0; round < 20; round++) {
      const her = await signIn(world)
      const found = await act(world, her)
      const { id, version } = found.attempt
      const [acted, cancelled] = await Promise.all([
        done(world, her, found, { addresses: { add: world.draw.address() } }),
        world.store.attempts.cancel(world.at({ id, version, also: nothing })),
      ])
      ok((acted === 'done') !== (cancelled.kind === 'done'), `${acted} and ${cancelled.kind}`)
      const kept = await world.store.addresses.list(world.at({ user: her.user.id }))
      equal(kept.length, acted === 'done' ? 2 : 1, 'addresses')
    }
  }),

  scenario('fulfil: an address that was taken meanwhile spends nothing', async (world) => {
    const her = await signIn(world)
    const wanted = world.draw.address()
    const found = await act(world, her, wanted)
    await signIn(world, { address: wanted })
    equal(await done(world, her, found, { addresses: { add: wanted, primary: wanted } }), 'taken', 'the act')
    equal((await look(world, found.attempt.id)).attempt.state, 'open', 'the attempt')
    equal(await world.store.users.find(world.at({ id: her.user.id })), her.user, 'her')
  }),

  scenarioOfTwo(
    'fulfil: of attempts that each add an address, only as many as she may have',
    async (world, another) => {
      const her = await signIn(world)
      const nodes = [world, world.through(await another())]
      const open = await Promise.all(
        Array.from({ length: 12 }, async () => {
          const wanted = world.draw.address()
          return { found: await act(world, her, wanted), wanted }
        }),
      )
      const ends = await Promise.all(
        open.map(async ({ found, wanted }, at) => {
          const node = nodes[at % 2] ?? world
          for (;;) {
            const user = await node.store.users.find(node.at({ id: her.user.id }))
            ok(user, 'she is gone')
            const end = await done(node, { ...her, user }, found, { addresses: { add: wanted, most: 5 } })
            if (end !== 'changed') return end
          }
        }),
      )
      equal(tally(ends), { done: 4, full: 8 }, 'answers')
      equal((await world.store.addresses.list(world.at({ user: her.user.id }))).length, 5, 'addresses')
      const states = await Promise.all(
        open.map(async ({ found }) => (await look(world, found.attempt.id)).attempt.state),
      )
      equal(tally(states), { completed: 4, open: 8 }, 'attempts')
    },
  ),

  scenario('fulfil: a first proof and an added address at the same time leave one owner', async (world) => {
    for (let round = 0; round < 10; round++) {
      const her = await signIn(world)
      const wanted = world.draw.address()
      const found = await act(world, her, wanted)
      const [added, signedIn] = await Promise.all([
        done(world, her, found, { addresses: { add: wanted } }),
        signIn(world, { address: wanted }).then(
          ({ user }) => user.id,
          () => undefined,
        ),
      ])
      const owner = (await world.store.users.find(world.at({ address: wanted.key })))?.id
      ok(owner === (added === 'done' ? her.user.id : signedIn), 'nobody, or two, have it')
    }
  }),

  scenario('fulfil: a user who goes spends her attempt by it, once, in a live session of hers', async (world) => {
    const [her, him] = [await signIn(world), await signIn(world)]
    const found = await act(world, her)
    equal(await gone(world, her, found, him.effect.session.id), 'changed', 'in his session')
    equal((await look(world, found.attempt.id)).attempt.state, 'open', 'the attempt')
    const kinds = await Promise.all(Array.from({ length: 10 }, () => gone(world, her, found)))
    equal(tally(kinds), { done: 1, changed: 9 }, 'answers')
    equal((await look(world, found.attempt.id)).attempt.state, 'completed', 'the attempt')
    equal((await world.store.users.find(world.at({ id: her.user.id })))?.status, 'removed', 'her')
    const his = await act(world, him)
    const { id, version } = his.attempt
    await world.store.attempts.cancel(world.at({ id, version, also: nothing }))
    equal(await gone(world, him, his), 'changed', 'after he stopped it')
    equal(await world.store.users.find(world.at({ id: him.user.id })), him.user, 'him')
  }),

  scenario('fulfil: counted tries are given back, and the old address is kept for her', async (world) => {
    const her = await signIn(world)
    const [wanted, tries] = [world.draw.address(), [budget('tries', 1)]]
    const found = await act(world, her, wanted)
    await takeTry(world, found.attempt.id, tries)
    const counted = await look(world, found.attempt.id)
    const giveUp = { keys: [her.attempt.address.key], until: after(world.now, days(7)) }
    const addresses = { add: wanted, primary: wanted, giveUp }
    equal(await done(world, her, counted, { addresses, giveBack: tries }), 'done', 'the act')
    const kept = await world.store.addresses.list(world.at({ user: her.user.id }))
    const expected = [[her.attempt.address.key, giveUp.until] as const, [wanted.key, undefined] as const]
    equal(
      kept.map(({ key, reservedUntil }) => [key, reservedUntil]),
      expected.toSorted(([one], [other]) => (one < other ? -1 : 1)),
      'addresses',
    )
    equal(await takeTry(world, (await act(world, her)).attempt.id, tries), 'taken', 'a try afterwards')
  }),
]

/** An attempt of hers, as it was found. */
async function act(world: World, { user, effect, attempt }: SignedIn, address = attempt.address): Promise<Lookup> {
  const about = { user: user.id, session: effect.session.id }
  const { id } = await request(world, { purpose: 'step-up', about, address })
  return look(world, id)
}

async function done(world: World, her: SignedIn, found: Lookup, over: Partial<ActEffect>): Promise<string> {
  const { id, version } = found.attempt
  const effect: ActEffect = {
    user: her.user.id,
    session: her.effect.session.id,
    finish: { by: 'asker', asked: {} },
    giveBack: [],
    ...over,
  }
  const also = { ...nothing, events: [world.draw.event(world.now, 'address.changed', { attempt: id })] }
  const userVersion = her.user.version
  return (await world.store.attempts.fulfil(world.at({ id, version, userVersion, effect, also }))).kind
}

async function gone(world: World, her: SignedIn, found: Lookup, session = her.effect.session.id): Promise<string> {
  const { id, version } = found.attempt
  const finish: Finish = { at: world.now, by: 'asker', session, user: her.user.id, asked: {} }
  const user = { id: her.user.id, version: her.user.version }
  return (
    await world.store.users.remove(world.at({ ...user, keep: false, by: { id, version, finish }, also: nothing }))
  ).kind
}
