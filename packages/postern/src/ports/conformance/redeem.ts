/** Redeeming: what a proof makes, all of it at once. */
import type { Id } from '../../domain/id.ts'
import { minutes } from '../../domain/instant.ts'
import type { Lookup, SignInEffect } from '../records.ts'
import { equal, ok } from './assert.ts'
import { application } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  budget,
  effectFor,
  eventsOf,
  look,
  nothing,
  redeemFound,
  request,
  signIn,
  takeTry,
  tally,
  type World,
} from './world.ts'

export const redeem: readonly Scenario[] = [
  scenario(
    'redeem: a first proof makes the account, the registration, the session and the known browser',
    async (world) => {
      const attempt = await request(world)
      const found = await look(world, attempt.id)
      const effect = effectFor(world, found)
      world.pass(minutes(1))
      const redeemed = await redeemFound(world, found, effect)
      ok(redeemed.kind === 'done', 'a first proof is not done')
      const { version, ...user } = redeemed.user
      ok(Number.isInteger(version), 'a user has no version')
      const { id: userId, locale } = effect.newUser ?? {}
      equal(
        user,
        {
          id: userId,
          tenant: world.tenant,
          email: attempt.address.address,
          status: 'active',
          factors: [],
          locale,
          createdAt: world.now,
        },
        'user',
      )
      const { subject } = await look(world, attempt.id, effect.browser.id)
      const { id, hash } = effect.browser
      equal(
        subject,
        {
          address: attempt.address,
          user: redeemed.user,
          registration: { application, roles: [] },
          registeredAt: world.now,
          knownBrowser: { id, hash },
        },
        'subject',
      )
      equal(
        await world.store.sessions.find(world.at({ id: effect.session.id })),
        { session: sessionOf(world, found, effect), user: redeemed.user, roles: [] },
        'session',
      )
    },
  ),

  scenario('redeem: the attempt is completed and says how', async (world) => {
    const { attempt, effect, user } = await signIn(
      world,
      {},
      { finish: { by: 'other', asked: { browser: 'Safari on iPhone' } } },
    )
    const { attempt: now } = await look(world, attempt.id)
    const finish = {
      at: world.now,
      by: 'other',
      session: effect.session.id,
      user: user.id,
      browser: effect.browser.id,
      asked: { browser: 'Safari on iPhone' },
    }
    equal([now.state, now.finish], ['completed', finish], 'finish')
  }),

  scenario('redeem: it answers the sequence of an event that it wrote', async (world) => {
    const { attempt, sequence } = await signIn(world)
    const written = (await eventsOf(world, attempt.id)).filter(({ type }) => type !== 'link.requested')
    equal(
      written.map(({ type }) => type),
      ['user.created', 'sign-in.completed'],
      'events',
    )
    ok(
      written.some((event) => event.sequence === sequence),
      'the sequence belongs to none of the events',
    )
  }),

  scenario(
    'redeem: the second sign-in of a user finds her, keeps her registration and makes a session of its own',
    async (world) => {
      const first = await signIn(world)
      const second = await signIn(world, { address: first.attempt.address })
      equal(
        [second.effect.newUser, second.effect.register, second.user.id],
        [undefined, false, first.user.id],
        'second sign-in',
      )
      equal(second.user, await world.store.users.find(world.at({ id: first.user.id })), 'user')
      const sessions = await world.store.sessions.list(world.at({ user: first.user.id }))
      equal(sessions.map(({ id }) => id).sort(), [first.effect.session.id, second.effect.session.id].sort(), 'sessions')
    },
  ),

  scenario('redeem: a registration in one application is none in another', async (world) => {
    const { attempt } = await signIn(world)
    const other = await request(world, { address: attempt.address, application: 'other' as Id<'application'> })
    const found = await look(world, other.id)
    ok(found.subject.user, 'the user is not found in another application')
    equal(found.subject.registration, undefined, 'registration')
    await redeemFound(world, found, effectFor(world, found, { register: false }))
    equal((await look(world, other.id)).subject.registration, undefined, 'registration that was not asked for')
  }),

  scenario('redeem: an unknown attempt is changed', async (world) => {
    const found = await look(world, (await request(world)).id)
    const unknown: Lookup = { ...found, attempt: { ...found.attempt, id: world.draw.id(world.now) } }
    equal((await redeemFound(world, unknown, effectFor(world, found))).kind, 'changed', 'kind')
    equal(await world.store.users.find(world.at({ address: found.subject.address.key })), undefined, 'user')
  }),

  scenario('redeem: the session this browser held ends, others go on', async (world) => {
    const first = await signIn(world)
    const elsewhere = await signIn(world, { address: first.attempt.address })
    const third = await signIn(world, { address: first.attempt.address }, { replaces: first.effect.session.id })
    const live = await world.store.sessions.list(world.at({ user: first.user.id }))
    equal(live.map(({ id }) => id).sort(), [elsewhere.effect.session.id, third.effect.session.id].sort(), 'sessions')
    equal(await world.store.sessions.find(world.at({ id: first.effect.session.id })), undefined, 'replaced session')
  }),

  scenario('redeem: a success gives back as many counted tries as it names', async (world) => {
    const tries = budget('tries', 3)
    const attempt = await request(world)
    for (let n = 0; n < 3; n++) await takeTry(world, attempt.id, [tries])
    const found = await look(world, attempt.id)
    equal(
      (await redeemFound(world, found, effectFor(world, found, { giveBack: [tries, tries] }))).kind,
      'done',
      'redeemed',
    )
    const next = await request(world)
    const kinds = [
      await takeTry(world, next.id, [tries]),
      await takeTry(world, next.id, [tries]),
      await takeTry(world, next.id, [tries]),
    ]
    equal(kinds, ['taken', 'taken', 'exhausted'], 'tries after two were given back')
  }),

  scenario('redeem: the artifact of a hand-off is there with the session', async (world) => {
    const artifact = world.draw.artifact(world.now, { group: 'family' })
    await signIn(world, {}, { artifact })
    const { kind, id } = artifact
    equal(await world.store.artifacts.find(world.at({ kind, id })), artifact, 'artifact')
  }),

  scenario('redeem: an approved attempt is redeemed like an open one', async (world) => {
    const attempt = await request(world)
    const { version } = (await look(world, attempt.id)).attempt
    const input = {
      id: attempt.id,
      version,
      number: attempt.number,
      cancel: world.draw.hash(),
      wrong: budget('wrong', 3),
      also: nothing,
      alsoWrong: nothing,
    }
    equal((await world.store.attempts.approve(world.at(input))).kind, 'approved', 'approval')
    const found = await look(world, attempt.id)
    equal((await redeemFound(world, found, effectFor(world, found))).kind, 'done', 'kind')
  }),

  scenario('redeem: a half-way attempt has its artifact and no session, and cannot be proved twice', async (world) => {
    const attempt = await request(world)
    const found = await look(world, attempt.id)
    const halves = Array.from({ length: 20 }, () => world.draw.artifact(world.now, { kind: 'half-way' }))
    const { id, version } = found.attempt
    const proved = await Promise.all(
      halves.map((artifact) => world.store.attempts.prove(world.at({ id, version, artifact, also: nothing }))),
    )
    equal(tally(proved.map(({ kind }) => kind)), { done: 1, changed: 19 }, 'proofs')
    const put = await Promise.all(
      halves.map((half) => world.store.artifacts.find(world.at({ kind: half.kind, id: half.id }))),
    )
    equal(
      put.map((artifact) => artifact !== undefined),
      proved.map(({ kind }) => kind === 'done'),
      'artifacts',
    )
    equal((await look(world, id)).attempt.state, 'proved', 'state')
    equal((await redeemFound(world, found, effectFor(world, found))).kind, 'changed', 'the link once more')
    equal(await world.store.users.find(world.at({ address: attempt.address.key })), undefined, 'user')
  }),
]

function sessionOf(world: World, found: Lookup, effect: SignInEffect): unknown {
  return {
    ...effect.session,
    tenant: world.tenant,
    user: effect.user,
    attempt: found.attempt.id,
    browser: effect.browser.id,
    createdAt: world.now,
    seenAt: world.now,
  }
}
