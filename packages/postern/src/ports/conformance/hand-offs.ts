/** Hand-offs: found with all that an exchange depends on, spent once, and with them the family of their session opened. */
import { familyOf } from '../../domain/family.ts'
import type { Id } from '../../domain/id.ts'
import { after, days, type Instant, minutes, seconds } from '../../domain/instant.ts'
import type { FoundHandOff, HandOffs } from '../hand-offs.ts'
import type { SignInEffect } from '../records.ts'
import type { ArtifactDraft } from '../written.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { effectFor, eventsOf, look, nothing, redeemFound, request, type SignedIn, tally, type World } from './world.ts'

export const handOffs: readonly Scenario[] = [
  scenario('hand-offs: one is found with its session, its user and what she is', async (world) => {
    const held = await handOver(world)
    equal(
      await find(world, held),
      {
        artifact: held.artifact,
        session: (await world.store.sessions.find(world.at({ id: held.effect.session.id })))?.session,
        user: held.user,
        registration: { application: held.attempt.application, roles: [] },
      },
      'hand-off',
    )
  }),

  scenario('hand-offs: an exchange spends it, opens the family and writes its event', async (world) => {
    const held = await handOver(world)
    world.pass(seconds(20))
    const keptUntil = after(world.now, minutes(10))
    const event = world.draw.event(world.now, 'hand-off.exchanged', { attempt: held.attempt.id })
    equal(await exchange(world, held, { keptUntil, also: { events: [event], messages: [] } }), 'done', 'answer')
    equal(
      (await find(world, held))?.artifact,
      { ...held.artifact, consumedAt: world.now, expiresAt: keptUntil },
      'spent',
    )
    const found = await world.store.families.find(world.at({ id: held.family.id, spent: '' }))
    const { session, user, application, hash, expiresAt, createdAt } = found?.family ?? {}
    equal(
      { session, user, application, hash, expiresAt, createdAt },
      {
        session: held.effect.session.id,
        user: held.user.id,
        application: held.attempt.application,
        hash: held.family.hash,
        expiresAt: held.family.expiresAt,
        createdAt: world.now,
      },
      'family',
    )
    ok(
      (await eventsOf(world, held.attempt.id)).some(({ id }) => id === event.id),
      'the event is not there',
    )
  }),

  scenario('hand-offs: without a family none is opened', async (world) => {
    const held = await handOver(world)
    const { family: _, ...bare } = inputOf(world, held)
    equal(await world.store.handOffs.exchange(bare), { kind: 'done' }, 'answer')
    equal(await world.store.families.find(world.at({ id: held.family.id, spent: '' })), undefined, 'family')
  }),

  scenario('hand-offs: one that is over is found and not exchanged', async (world) => {
    const held = await handOver(world)
    world.pass(seconds(60))
    equal((await find(world, held))?.artifact, held.artifact, 'found')
    equal(await exchange(world, held), 'changed', 'exchanged')
    equal(await world.store.families.find(world.at({ id: held.family.id, spent: '' })), undefined, 'family')
  }),

  scenario('hand-offs: a second exchange changes nothing', async (world) => {
    const held = await handOver(world)
    equal(await exchange(world, held), 'done', 'first')
    const before = await find(world, held)
    const hash = world.draw.hash()
    equal(await exchange(world, held, { family: { ...held.family, hash } }), 'changed', 'second')
    equal(await find(world, held), before, 'afterwards')
    const found = await world.store.families.find(world.at({ id: held.family.id, spent: '' }))
    equal(found?.family.hash, held.family.hash, 'family')
  }),

  scenario('hand-offs: with its session one is gone, and somebody else’s user exchanges nothing', async (world) => {
    const [held, other] = [await handOver(world), await handOver(world)]
    equal(await exchange(world, held, { user: other.user.id }), 'changed', 'another user')
    equal(await exchange(world, held, { userVersion: held.user.version + 1 }), 'changed', 'another version')
    await world.store.sessions.revoke(world.at({ id: held.effect.session.id, also: nothing }))
    equal([await find(world, held), await exchange(world, held)], [undefined, 'changed'], 'without its session')
    equal(await exchange(world, other), 'done', 'the other one')
  }),

  scenario('hand-offs: of 100 parallel exchanges of each of 20 exactly one is done', (world) => raceForAll([world])),

  scenarioOfTwo('hand-offs: of 100 parallel exchanges on two nodes exactly one is done', async (world, another) =>
    raceForAll([world, world.through(await another())]),
  ),

  scenario('hand-offs: a ban and an exchange never pass each other', async (world) => {
    const held = await Promise.all(Array.from({ length: 20 }, () => handOver(world)))
    const kinds = await Promise.all(
      held.map(async (each) => {
        const { id, version } = each.user
        const [exchanged, banned] = await Promise.all([
          exchange(world, each),
          world.store.users.change(world.at({ id, version, status: 'banned', ends: true, also: nothing })),
        ])
        equal(banned.kind, 'done', 'a ban')
        ok(exchanged === 'done' || exchanged === 'changed', 'an exchange answers something else')
        return (await world.store.families.find(world.at({ id: each.family.id, spent: '' }))) ? 'open' : 'none'
      }),
    )
    equal(tally(kinds), { none: 20 }, 'families behind the ban')
  }),
]

export interface HandedOver extends SignedIn {
  readonly artifact: ArtifactDraft
  readonly family: NonNullable<SignInEffect['family']>
}

/** A sign-in that leaves a code for its application, and the family that its exchange is to open. */
export async function handOver(world: World): Promise<HandedOver> {
  const attempt = await request(world)
  const found = await look(world, attempt.id)
  const plain = effectFor(world, found)
  const { id } = plain.session
  const expiresAt = after(world.now, seconds(60))
  const artifact = world.draw.artifact(world.now, { kind: 'hand-off', id, group: id, expiresAt })
  const effect = { ...plain, artifact }
  const redeemed = await redeemFound(world, found, effect)
  ok(redeemed.kind === 'done', 'a sign-in with a hand-off is not done')
  const family = { id: familyOf(id), hash: world.draw.hash(), expiresAt: after(world.now, days(30)) }
  return { attempt, effect, artifact, family, user: redeemed.user, sequence: redeemed.sequence }
}

type Input = Parameters<HandOffs['exchange']>[0]

const handOffId = ({ artifact }: HandedOver): Id<'hand-off'> => artifact.id as Id<'hand-off'>

function inputOf(world: World, held: HandedOver): Input & { readonly now: Instant } {
  const { user, family } = held
  const keptUntil = after(world.now, minutes(10))
  return world.at({ id: handOffId(held), user: user.id, userVersion: user.version, keptUntil, family, also: nothing })
}

function find(world: World, held: HandedOver): Promise<FoundHandOff | undefined> {
  return world.store.handOffs.find(world.at({ id: handOffId(held) }))
}

async function exchange(world: World, held: HandedOver, over: Partial<Input> = {}): Promise<string> {
  return (await world.store.handOffs.exchange({ ...inputOf(world, held), ...over })).kind
}

async function raceForAll(nodes: readonly World[]): Promise<void> {
  const [world] = nodes
  ok(world, 'a race needs a node')
  const held = await Promise.all(Array.from({ length: 20 }, () => handOver(world)))
  const tries = world.draw.shuffled(
    held.flatMap((each) => Array.from({ length: 100 }, () => ({ each, hash: world.draw.hash() }))),
  )
  const answers = await Promise.all(
    tries.map(({ each, hash }, at) =>
      exchange(nodes[at % nodes.length] ?? world, each, { family: { ...each.family, hash } }),
    ),
  )
  for (const each of held) {
    const mine = tries.map((tried, at) => ({ ...tried, kind: answers[at] })).filter((tried) => tried.each === each)
    equal(tally(mine.map(({ kind }) => String(kind))), { done: 1, changed: 99 }, 'answers')
    const found = await world.store.families.find(world.at({ id: each.family.id, spent: '' }))
    equal(found?.family.hash, mine.find(({ kind }) => kind === 'done')?.hash, 'the winner’s token')
  }
}
