/** Accounts that were only vouched for, until somebody proves their address. */
import { after, days } from '../../domain/instant.ts'
import type { User } from '../../domain/user.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import {
  effectFor,
  look,
  nothing,
  prepare,
  redeemFound,
  request,
  type SignedIn,
  signIn,
  tally,
  type World,
} from './world.ts'

export const firstProofs: readonly Scenario[] = [
  scenario('first proof: whoever reads a user reads whether her primary address was proved', async (world) => {
    const { user, effect, attempt } = await vouched(world)
    equal(user.unproved, true, 'the answer')
    const { id: session, application } = effect.session
    const found = await world.store.sessions.find(world.at({ id: session }))
    const holder = await world.store.sessions.findHolder(world.at({ id: session, application }))
    const { subject } = await prepare(world, attempt.address)
    const read = [found?.user, holder?.user, subject.user, await current(world, user)]
    equal(
      read.map((one) => one?.unproved),
      [true, true, true, true],
      'read',
    )
    const [address] = await world.store.addresses.list(world.at({ user: user.id }))
    equal([address?.key, address?.provedAt], [attempt.address.key, undefined], 'her address')
    equal(
      (await world.store.users.export(world.at({ id: user.id, limit: 10 })))?.addresses[0]?.provedAt,
      undefined,
      'export',
    )
    equal((await signIn(world)).user.unproved, undefined, 'who proved hers')
  }),

  scenario('first proof: it drops what was had of the account before, and of nobody else', async (world) => {
    const [her, him] = [await vouched(world), await signIn(world)]
    const [more, undo] = [
      world.draw.address(),
      { kind: 'undo', group: her.user.id, expiresAt: after(world.now, days(7)) },
    ]
    const artifact = world.draw.artifact(world.now, undo)
    const inSession = world.draw.artifact(world.now, { group: her.effect.session.id })
    await world.store.artifacts.put(world.at({ artifact: inSession }))
    const { id, version } = her.user
    const added = world.at({ user: id, version, change: { add: more, record: artifact }, also: nothing })
    equal((await world.store.addresses.change(added)).kind, 'done', 'another address')
    const found = await look(world, (await request(world, { address: her.attempt.address })).id)
    const before = found.subject.user?.version ?? 0
    const effect = effectFor(world, found, { firstProof: her.attempt.address.key })
    const redeemed = await redeemFound(world, found, effect)
    ok(redeemed.kind === 'done', 'the first proof')
    equal([redeemed.user.unproved, redeemed.user.version > before], [undefined, true], 'her')
    equal(redeemed.user, await current(world, her.user), 'the answer')
    const person = await world.store.users.export(world.at({ id, limit: 10 }))
    equal(person?.addresses, [{ address: her.user.email, provedAt: world.now }], 'addresses')
    equal(
      person?.sessions.map((one) => one.id),
      [effect.session.id],
      'sessions',
    )
    equal(
      person?.browsers.map((one) => one.id),
      [effect.browser.id],
      'browsers',
    )
    for (const gone of [artifact, inSession])
      equal(await world.store.artifacts.find(world.at({ kind: gone.kind, id: gone.id })), undefined, gone.kind)
    ok(await world.store.sessions.find(world.at({ id: him.effect.session.id })), 'his session is over')
  }),

  scenarioOfTwo('first proof: of many at the same time one is the first', async (world, another) => {
    const her = await vouched(world)
    const nodes = [world, world.through(await another())]
    const open = []
    for (let count = 0; count < 12; count++) open.push(await request(world, { address: her.attempt.address }))
    const seen = await Promise.all(open.map(({ id }) => look(world, id)))
    const kinds = await Promise.all(
      seen.map(async (found, at) => {
        const effect = effectFor(world, found, { firstProof: her.attempt.address.key })
        return (await redeemFound(nodes[at % 2] ?? world, found, effect)).kind
      }),
    )
    equal(tally(kinds), { done: 1, changed: 11 }, 'answers')
    equal((await world.store.users.export(world.at({ id: her.user.id, limit: 10 })))?.sessions.length, 1, 'sessions')
  }),

  scenario('first proof: by a step-up it leaves the session that asked, and no other', async (world) => {
    const her = await vouched(world)
    const other = await signIn(world, { address: her.attempt.address })
    const about = { user: her.user.id, session: her.effect.session.id }
    const { id } = await request(world, { address: her.attempt.address, purpose: 'step-up', about })
    const { attempt } = await look(world, id)
    const fulfilled = await world.store.attempts.fulfil(
      world.at({
        id,
        version: attempt.version,
        userVersion: (await current(world, her.user)).version,
        effect: {
          ...about,
          finish: { by: 'asker', asked: {} } as const,
          giveBack: [],
          proved: {},
          firstProof: attempt.address.key,
        },
        also: nothing,
      }),
    )
    equal(fulfilled.kind, 'done', 'the act')
    equal((await current(world, her.user)).unproved, undefined, 'her')
    ok(await world.store.sessions.find(world.at({ id: her.effect.session.id })), 'the session that asked is over')
    equal(await world.store.sessions.find(world.at({ id: other.effect.session.id })), undefined, 'the other')
  }),
]

/** An account whose address code of the host vouched for. */
async function vouched(world: World): Promise<SignedIn> {
  const id = world.draw.id<'user'>(world.now)
  return signIn(world, undefined, { user: id, newUser: { id, locale: 'en', unproved: true } })
}

async function current(world: World, { id }: User): Promise<User> {
  const user = await world.store.users.find(world.at({ id }))
  ok(user, 'a user is gone')
  return user
}
