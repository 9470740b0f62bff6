/** Sessions: found while they live, ended once. */
import type { Id } from '../../domain/id.ts'
import { after, days, hours, minutes } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { effectFor, eventsOf, look, redeemFound, request, signIn, tally, type World } from './world.ts'

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

  scenario(
    'sessions: its holder is found as she is now, in its application and while she may use it',
    async (world) => {
      const { effect, user } = await signIn(world)
      const { id, application } = effect.session
      const find = (asked = application) => world.store.sessions.findHolder(world.at({ id, application: asked }))
      const whole = await world.store.sessions.find(world.at({ id }))
      const found = await find()
      equal(found?.session, pick(whole?.session, ['id', 'hash', 'seenAt', 'expiresAt']), 'session')
      equal([found?.user, found?.roles], [pick(user, ['id', 'email', 'createdAt']), whole?.roles], 'user')
      equal(await find('another' as typeof application), undefined, 'in another application')
      const { version } = user
      const named = world.at({
        id: user.id,
        version,
        name: 'Ada',
        data: { team: 7 },
        also: { events: [], messages: [] },
      })
      equal((await world.store.users.change(named)).kind, 'done', 'naming her')
      equal([(await find())?.user.name, (await find())?.user.data], ['Ada', { team: 7 }], 'what she is called')
      const banned = { ...named, version: version + 1, status: 'banned' as const }
      equal((await world.store.users.change(banned)).kind, 'done', 'banning her')
      equal(await find(), undefined, 'banned')
      equal(
        (await world.store.users.change({ ...banned, version: version + 2, status: 'active' })).kind,
        'done',
        'back',
      )
      ok(await find(), 'she is let in again')
      world.pass(days(31))
      equal(await find(), undefined, 'after its end')
    },
  ),

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

  scenario('sessions: one is not revoked in the name of another user', async (world) => {
    const [mine, theirs] = [await signIn(world), await signIn(world)]
    const id = mine.effect.session.id
    equal(await revoke(world, id, theirs.user.id), 'unknown', 'in the name of another')
    ok(await world.store.sessions.find(world.at({ id })), 'it ended all the same')
    equal(await revoke(world, id, mine.user.id), 'revoked', 'in her own')
  }),

  scenario('sessions: all of a user end but one, and nobody else’s', async (world) => {
    const first = await signIn(world)
    const { address } = first.attempt
    const [second, third, other] = [
      await signIn(world, { address }),
      await signIn(world, { address }),
      await signIn(world),
    ]
    const user = first.user.id
    const except = second.effect.session.id
    equal(await revokeOf(world, user, except), 2, 'revoked')
    equal(await listed(world, user), [except], 'what is left')
    equal(await listed(world, other.user.id), [other.effect.session.id], 'of another user')
    equal(await revokeOf(world, user, except), 0, 'once more')
    const told = (await eventsOf(world)).filter(({ type }) => type === 'session.revoked')
    equal(told.length, 1, 'events')
    equal(await revokeOf(world.of('elsewhere'), user), 0, 'by another tenant')
    equal(await revokeOf(world, user), 1, 'all')
    equal(await world.store.sessions.find(world.at({ id: third.effect.session.id })), undefined, 'a revoked one')
  }),

  scenario('sessions: a sign-in that carries another cancel keeps it', async (world) => {
    const attempt = await request(world)
    const found = await look(world, attempt.id)
    const cancels = [world.draw.hash(), world.draw.hash()]
    const { kind } = await redeemFound(world, found, effectFor(world, found, { cancels }))
    equal([kind, (await look(world, attempt.id)).attempt.cancels], ['done', cancels], 'cancels')
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

async function revoke(world: World, id: Id<'session'>, user?: Id<'user'>): Promise<string> {
  const also = { events: [world.draw.event(world.now, 'session.revoked', { session: id })], messages: [] }
  return (await world.store.sessions.revoke(world.at({ id, ...(user && { user }), also }))).kind
}

async function revokeOf(world: World, user: Id<'user'>, except?: Id<'session'>): Promise<number> {
  const also = { events: [world.draw.event(world.now, 'session.revoked', { user })], messages: [] }
  return (await world.store.sessions.revokeOf(world.at({ user, ...(except && { except }), also }))).revoked
}

async function listed(world: World, user: Id<'user'>): Promise<string[]> {
  return (await world.store.sessions.list(world.at({ user }))).map(({ id }) => id).sort()
}

function pick<T extends object>(whole: T | undefined, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(
    names.flatMap((name) => (whole?.[name] === undefined ? [] : [[name, whole[name]]])),
  ) as Partial<T>
}
