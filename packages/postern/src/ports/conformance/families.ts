/** Families of refresh tokens: opened with a session, found with all that a refresh depends on, rotated once a token. */
import type { SecretHash } from '../../domain/credential.ts'
import { familyOf } from '../../domain/family.ts'
import { after, days, hours, type Instant, minutes } from '../../domain/instant.ts'
import type { FoundFamily } from '../families.ts'
import type { SignInEffect } from '../records.ts'
import type { Store } from '../store.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { effectFor, eventsOf, look, redeemFound, request, type SignedIn, signIn, type World } from './world.ts'

export const families: readonly Scenario[] = [
  scenario('families: one is found with its session, its user and what she is', async (world) => {
    const held = await hold(world)
    const found = await findFamily(world, held)
    equal(
      found,
      {
        family: {
          id: held.family.id,
          tenant: world.tenant,
          session: held.effect.session.id,
          user: held.user.id,
          application: held.attempt.application,
          hash: held.family.hash,
          rotatedAt: world.now,
          createdAt: world.now,
          expiresAt: held.family.expiresAt,
        },
        session: (await world.store.sessions.find(world.at({ id: held.effect.session.id })))?.session,
        user: held.user,
        registration: { application: held.attempt.application, roles: [] },
        spent: false,
      },
      'family',
    )
  }),

  scenario('families: a sign-in that opens none has none, and one that is not done leaves none', async (world) => {
    const plain = await signIn(world)
    const spent = ''
    const id = familyOf(plain.effect.session.id)
    equal(await world.store.families.find(world.at({ id, spent })), undefined, 'of a plain sign-in')
    const attempt = await request(world)
    const found = await look(world, attempt.id)
    const effect = withFamily(world, effectFor(world, found))
    await redeemFound(world, found, effectFor(world, found))
    equal((await redeemFound(world, found, effect)).kind, 'changed', 'a second redeem')
    equal(
      await world.store.families.find(world.at({ id: familyOf(effect.session.id), spent })),
      undefined,
      'of a second redeem',
    )
  }),

  scenario(
    'families: rotating one puts the new in the place of the old, once, and moves the session on',
    async (world) => {
      const held = await hold(world)
      world.pass(hours(1))
      const to = world.draw.hash()
      equal(await rotate(world, held, { to }), 'done', 'first')
      const found = await findFamily(world, held, spentId(held.family.hash))
      equal(
        [found?.family.hash, found?.family.previousHash, found?.family.rotatedAt, found?.spent],
        [to, held.family.hash, world.now, true],
        'family',
      )
      equal([found?.session.seenAt, found?.session.idleUntil], [world.now, after(world.now, hours(24))], 'session')
      equal((await findFamily(world, held, spentId(to)))?.spent, false, 'the current one')
      equal(await rotate(world, held, { to: world.draw.hash() }), 'changed', 'the old one again')
      equal((await findFamily(world, held))?.family.hash, to, 'after that')
      equal(await rotate(world, held, { from: to }), 'done', 'the new one')
      for (const hash of [held.family.hash, to])
        equal((await findFamily(world, held, spentId(hash)))?.spent, true, 'what was replaced')
    },
  ),

  scenario('families: rotating one never moves the session back', async (world) => {
    const held = await hold(world)
    const { id } = held.effect.session
    await world.store.sessions.touch(world.at({ id, idleUntil: after(world.now, days(3)) }))
    equal(await rotate(world, held, { idleUntil: after(world.now, minutes(1)) }), 'done', 'rotated')
    const session = await world.store.sessions.find(world.at({ id }))
    equal(session?.session.idleUntil, after(world.now, days(3)), 'idle time')
  }),

  scenario('families: nothing is rotated for another user, or one who changed', async (world) => {
    const held = await hold(world)
    const other = await signIn(world)
    equal(await rotate(world, held, { user: other.user.id }), 'changed', 'another user')
    const { id, version } = held.user
    const also = { events: [], messages: [] }
    equal((await world.store.users.change(world.at({ id, version, status: 'banned', also }))).kind, 'done', 'a ban')
    equal(await rotate(world, held), 'changed', 'as she was before')
    equal((await findFamily(world, held))?.family.hash, held.family.hash, 'current token')
    equal((await findFamily(world, held, spentId(held.family.hash)))?.spent, false, 'spent')
  }),

  scenario('families: one ends with its session, at its own end, and is not brought back', async (world) => {
    const revoked = await hold(world)
    await world.store.sessions.revoke(world.at({ id: revoked.effect.session.id, also: { events: [], messages: [] } }))
    equal(await findFamily(world, revoked), undefined, 'of a revoked session')
    equal(await rotate(world, revoked), 'changed', 'of a revoked session')
    const idle = await hold(world)
    world.pass(hours(24))
    ok(await findFamily(world, idle), 'of an idle session it is found')
    equal(await rotate(world, idle), 'changed', 'of an idle session')
    const short = await hold(world, { expiresAt: after(world.now, hours(2)) })
    world.pass(hours(2))
    equal(await rotate(world, short), 'changed', 'at its own end')
  }),

  scenario(
    'families: of another tenant it is neither found nor rotated, and the ending of everything ends it',
    async (world) => {
      const held = await hold(world)
      const other = world.of('other')
      equal(await findFamily(other, held), undefined, 'found by another')
      equal(await rotate(other, held), 'changed', 'rotated by another')
      equal((await findFamily(world, held))?.family.hash, held.family.hash, 'current token')
      await endEverything(world)
      equal(await findFamily(world, held), undefined, 'after the ending of everything')
      equal(await rotate(world, held), 'changed', 'after the ending of everything')
    },
  ),

  scenario('families: rotating writes no event', async (world) => {
    const held = await hold(world)
    const before = (await eventsOf(world)).length
    await rotate(world, held)
    equal((await eventsOf(world)).length, before, 'events')
  }),
]

export interface Held extends SignedIn {
  readonly family: NonNullable<SignInEffect['family']>
}

/** A sign-in that opens a family. */
export async function hold(world: World, over: { readonly expiresAt?: Instant } = {}): Promise<Held> {
  const attempt = await request(world)
  const found = await look(world, attempt.id)
  const effect = withFamily(world, effectFor(world, found), over.expiresAt)
  const redeemed = await redeemFound(world, found, effect)
  ok(redeemed.kind === 'done', 'a sign-in with a family is not done')
  return { attempt, effect, family: effect.family, user: redeemed.user, sequence: redeemed.sequence }
}

function withFamily(
  world: World,
  effect: SignInEffect,
  expiresAt: Instant = after(world.now, days(30)),
): SignInEffect & Pick<Held, 'family'> {
  return { ...effect, family: { id: familyOf(effect.session.id), hash: world.draw.hash(), expiresAt } }
}

/** Where a token is kept when it was replaced. */
export const spentId = (hash: SecretHash): string => Array.from(hash, (byte) => byte.toString(16)).join('-')

export function findFamily(world: World, { family }: Held, spent = ''): Promise<FoundFamily | undefined> {
  return world.store.families.find(world.at({ id: family.id, spent }))
}

type Rotation = Parameters<Store['families']['rotate']>[0]

export async function rotate(world: World, held: Held, over: Partial<Rotation> = {}): Promise<string> {
  const from = over.from ?? held.family.hash
  const { id } = held.family
  const { kind } = await world.store.families.rotate(
    world.at({
      id,
      user: held.user.id,
      userVersion: held.user.version,
      from,
      to: world.draw.hash(),
      idleUntil: after(world.now, hours(24)),
      spent: spentId(from),
      ...over,
    }),
  )
  return kind
}

async function endEverything({ store, now, draw }: World): Promise<void> {
  let from: Parameters<Store['sessions']['revokeAll']>[0]['from']
  do {
    const event = draw.event(now, 'sessions.revoked-all')
    const done = await store.sessions.revokeAll({
      now,
      before: now,
      browsers: false,
      limit: 50,
      event,
      ...(from && { from }),
    })
    from = done.next
  } while (from)
}
