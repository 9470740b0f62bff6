/** Sessions: found while they live, ended once. */
import type { Id } from '../../domain/id.ts'
import { after, days, hours, minutes } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { eventsOf, signIn, tally, type World } from './world.ts'

export const sessions: readonly Scenario[] = [
  scenario('sessions: an unknown one is not found', async (world) => {
    await signIn(world)
    equal(await world.store.sessions.find(world.at({ id: world.draw.id<'session'>(world.now) })), undefined, 'found')
  }),

  scenario('sessions: one is found with the user as she is now', async (world) => {
    const { effect, user } = await signIn(world)
    const { id, version } = user
    const change = world.at({ id, version, status: 'banned' as const, also: { events: [], messages: [] } })
    equal((await world.store.users.change(change)).kind, 'done', 'change')
    const found = await world.store.sessions.find(world.at({ id: effect.session.id }))
    equal([found?.user.status, found?.user], ['banned', await world.store.users.find(world.at({ id }))], 'user')
  }),

  scenario('sessions: touching one moves its idle time and nothing else', async (world) => {
    const { effect } = await signIn(world)
    const id = effect.session.id
    const before = await world.store.sessions.find(world.at({ id }))
    world.pass(hours(20))
    await touch(world, id)
    const touched = await world.store.sessions.find(world.at({ id }))
    equal(
      touched,
      { ...before, session: { ...before?.session, seenAt: world.now, idleUntil: after(world.now, hours(24)) } },
      'session',
    )
    world.pass(hours(23))
    ok(await world.store.sessions.find(world.at({ id })), 'a touched session ends at its old idle time')
    world.pass(hours(1))
    equal(await world.store.sessions.find(world.at({ id })), undefined, 'after its new idle time')
  }),

  scenario('sessions: touching never outlives the end, and brings nothing back', async (world) => {
    const idle = await signIn(world)
    const ended = await signIn(world)
    await revoke(world, ended.effect.session.id)
    await touch(world, ended.effect.session.id)
    equal(await world.store.sessions.find(world.at({ id: ended.effect.session.id })), undefined, 'a revoked session')
    world.pass(hours(24))
    await touch(world, idle.effect.session.id)
    equal(await world.store.sessions.find(world.at({ id: idle.effect.session.id })), undefined, 'an idle session')
    const busy = await signIn(world)
    for (let n = 0; n < 31; n++) {
      world.pass(hours(23))
      await touch(world, busy.effect.session.id)
    }
    world.pass(days(30) - 31 * hours(23) - 1)
    await touch(world, busy.effect.session.id)
    ok(await world.store.sessions.find(world.at({ id: busy.effect.session.id })), 'a busy session ends before its time')
    world.pass(1)
    equal(
      await world.store.sessions.find(world.at({ id: busy.effect.session.id })),
      undefined,
      'a busy session at its end',
    )
  }),

  scenario('sessions: revoking ends one, once', async (world) => {
    const { effect } = await signIn(world)
    const id = effect.session.id
    const kinds = await Promise.all(Array.from({ length: 20 }, () => revoke(world, id)))
    equal(tally(kinds), { revoked: 1, unknown: 19 }, 'answers')
    equal(await world.store.sessions.find(world.at({ id })), undefined, 'session')
    equal((await eventsOf(world)).filter(({ type }) => type === 'session.revoked').length, 1, 'events')
    equal(await revoke(world, world.draw.id(world.now)), 'unknown', 'a session that never was')
  }),

  scenario("sessions: a user's list has her live ones only", async (world) => {
    const first = await signIn(world)
    const { address } = first.attempt
    await signIn(world)
    world.pass(hours(23))
    const second = await signIn(world, { address })
    const third = await signIn(world, { address })
    equal(
      await listed(world, first.user.id),
      [first, second, third].map(({ effect }) => effect.session.id).sort(),
      'all three',
    )
    await revoke(world, second.effect.session.id)
    world.pass(hours(1))
    equal(await listed(world, first.user.id), [third.effect.session.id], 'after one was revoked and one idle')
    const [session] = await world.store.sessions.list(world.at({ user: first.user.id }))
    equal(
      session,
      (await world.store.sessions.find(world.at({ id: third.effect.session.id })))?.session,
      'as it is found',
    )
    equal(await listed(world, world.draw.id(world.now)), [], 'of an unknown user')
  }),

  scenario('sessions: every fact of one comes back as it was written', async (world) => {
    const session = {
      id: world.draw.id<'session'>(world.now),
      application: 'other' as Id<'application'>,
      hash: world.draw.hash(),
      methods: ['email-code', 'approved'] as const,
      asked: { place: 'São Paulo' },
      idleUntil: after(world.now, minutes(1)),
      expiresAt: after(world.now, minutes(2)),
    }
    const { attempt, effect, user } = await signIn(world, {}, { session })
    const rest = {
      tenant: world.tenant,
      user: user.id,
      attempt: attempt.id,
      browser: effect.browser.id,
      createdAt: world.now,
      seenAt: world.now,
    }
    equal((await world.store.sessions.find(world.at({ id: session.id })))?.session, { ...session, ...rest }, 'session')
  }),
]

async function touch(world: World, id: Id<'session'>): Promise<void> {
  await world.store.sessions.touch(world.at({ id, idleUntil: after(world.now, hours(24)) }))
}

async function revoke(world: World, id: Id<'session'>): Promise<string> {
  const also = { events: [world.draw.event(world.now, 'session.revoked', { session: id })], messages: [] }
  return (await world.store.sessions.revoke(world.at({ id, also }))).kind
}

async function listed(world: World, user: Id<'user'>): Promise<string[]> {
  return (await world.store.sessions.list(world.at({ user }))).map(({ id }) => id).sort()
}
