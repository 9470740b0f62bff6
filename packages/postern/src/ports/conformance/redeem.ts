/** Redeeming: a secret takes effect at most once, wholly or not at all. */
import type { Id } from '../../domain/id.ts'
import { hours, minutes } from '../../domain/instant.ts'
import type { Lookup, Redeemed, SignInEffect } from '../store.ts'
import { equal, ok } from './assert.ts'
import { application } from './drafts.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import {
  budget,
  completed,
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
          knownBrowser: { id, hash },
        },
        'subject',
      )
      equal(
        await world.store.sessions.find(world.at({ id: effect.session.id })),
        { session: sessionOf(world, found, effect), user: redeemed.user },
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

  scenario('redeem: of 50 parallel redeems of each of 200 attempts exactly one takes effect', (world) =>
    raceForAll([world]),
  ),

  scenarioOfTwo('redeem: of 50 parallel redeems on two nodes exactly one takes effect', async (world, another) =>
    raceForAll([world, world.through(await another())]),
  ),

  scenario('redeem: parallel first proofs of one address make one user', async (world) => {
    const address = world.draw.address()
    const attempts = await Promise.all(Array.from({ length: 20 }, () => request(world, { address })))
    const seen = await Promise.all(attempts.map(({ id }) => look(world, id)))
    const redeemed = await Promise.all(seen.map((found) => redeemFound(world, found, effectFor(world, found))))
    equal(tally(redeemed.map(({ kind }) => kind)), { done: 1, changed: 19 }, 'first round')
    const user = await world.store.users.find(world.at({ address: address.key }))
    ok(user, 'no user was made')
    for (const { id } of attempts) {
      const found = await look(world, id)
      equal(found.subject.user?.id, user.id, 'user seen by every attempt')
      if (found.attempt.state === 'completed') continue
      const again = await redeemFound(world, found, effectFor(world, found))
      ok(again.kind === 'done' && again.user.id === user.id, 'a later proof is not the same user')
    }
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

  scenario('redeem: a decision that rests on something else leaves nothing behind', async (world) => {
    for (const { name, spoil } of spoilers) {
      const attempt = await request(world, { asker: world.draw.asker(world.now) })
      await assertNothingLeft(world, name, await look(world, attempt.id), spoil)
    }
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

/** 200 attempts, 50 redeems of each in no order, spread over the nodes; each redeem brings ids of its own. */
async function raceForAll(nodes: readonly World[]): Promise<void> {
  const [world] = nodes
  ok(world, 'a race needs a node')
  for (let round = 0; round < 4; round++) {
    const attempts = await Promise.all(Array.from({ length: 50 }, () => request(world)))
    const tries: Race[] = []
    for (const { id } of attempts) {
      const found = await look(world, id)
      for (let n = 0; n < 50; n++) tries.push({ found, effect: effectFor(world, found) })
    }
    const shuffled = world.draw.shuffled(tries)
    const results = await Promise.all(
      shuffled.map(({ found, effect }, at) => redeemFound(nodes[at % nodes.length] ?? world, found, effect)),
    )
    for (const { id } of attempts) await assertOneWinner(world, id, shuffled, results)
  }
}

interface Race {
  readonly found: Lookup
  readonly effect: SignInEffect
}

async function assertOneWinner(
  world: World,
  id: Id<'attempt'>,
  tries: readonly Race[],
  results: readonly Redeemed[],
): Promise<void> {
  const mine = tries
    .map(({ found, effect }, at) => ({ found, effect, kind: results[at]?.kind }))
    .filter(({ found }) => found.attempt.id === id)
  equal(tally(mine.map(({ kind }) => String(kind))), { done: 1, changed: 49 }, 'answers')
  const winner = mine.find(({ kind }) => kind === 'done')?.effect
  ok(winner, 'nobody won')
  const sessions = await Promise.all(
    mine.map(({ effect }) => world.store.sessions.find(world.at({ id: effect.session.id }))),
  )
  equal(
    sessions.filter((session) => session).map((held) => held?.session.id),
    [winner.session.id],
    'sessions',
  )
  const users = await Promise.all(mine.map(({ effect }) => world.store.users.find(world.at({ id: effect.user }))))
  equal(
    users.filter((user) => user).map((user) => user?.id),
    [winner.user],
    'users',
  )
  const types = (await eventsOf(world, id)).map(({ type }) => type)
  equal(tally(types), { 'link.requested': 1, 'user.created': 1, 'sign-in.completed': 1 }, 'events')
}

/** What may have happened between look and redeem; each answers what the redeem then rests on. */
const spoilers: readonly { readonly name: string; readonly spoil: (world: World, found: Lookup) => Promise<Lookup> }[] =
  [
    {
      name: 'a new set of secrets',
      spoil: async (world, found) => {
        const { id, version } = found.attempt
        const set = world.draw.set(world.now)
        const sent = await world.store.attempts.resend(
          world.at({ id, version, set, keep: 3, charges: [], also: nothing }),
        )
        equal(sent.kind, 'issued', 'resend')
        return found
      },
    },
    {
      name: 'a cancelled attempt, seen before',
      spoil: async (world, found) => {
        await cancel(world, found)
        return found
      },
    },
    {
      name: 'a cancelled attempt, seen after',
      spoil: async (world, found) => {
        await cancel(world, found)
        return look(world, found.attempt.id)
      },
    },
    {
      name: 'an expired attempt',
      spoil: async (world, found) => {
        world.pass(found.attempt.expiresAt - world.now)
        return found
      },
    },
    {
      name: 'an account that another attempt made',
      spoil: async (world, found) => {
        await signIn(world, { address: found.attempt.address })
        return found
      },
    },
    {
      name: 'a user who changed',
      spoil: async (world, found) => {
        const { user } = await signIn(world, { address: found.attempt.address })
        const seen = await look(world, found.attempt.id)
        const { id, version } = user
        const changed = await world.store.users.change(world.at({ id, version, status: 'banned', also: nothing }))
        equal(changed.kind, 'done', 'change')
        return seen
      },
    },
    {
      name: 'a user who does not exist',
      spoil: async (world, found) => {
        const { user } = await signIn(world)
        return { ...found, subject: { ...found.subject, user: { ...user, id: world.draw.id(world.now) } } }
      },
    },
  ]

async function cancel(world: World, { attempt }: Lookup): Promise<void> {
  const { id, version } = attempt
  equal((await world.store.attempts.cancel(world.at({ id, version, also: nothing }))).kind, 'done', 'cancel')
}

/** Spoils, then redeems with an effect of every kind, and finds none of them. */
async function assertNothingLeft(
  world: World,
  name: string,
  found: Lookup,
  spoil: (world: World, found: Lookup) => Promise<Lookup>,
): Promise<void> {
  const { attempt } = found
  const held = await signIn(world)
  const follower = await request(world, { asker: attempt.asker })
  const tries = budget(`tries:${attempt.id}`, 1, hours(24))
  equal(await takeTry(world, follower.id, [tries]), 'taken', `${name}: try`)
  const rests = await spoil(world, found)
  const artifact = world.draw.artifact(world.now)
  const to = world.draw.asker(world.now)
  const effect = effectFor(world, rests, {
    replaces: held.effect.session.id,
    artifact,
    giveBack: [tries],
    rebind: { from: attempt.asker.id, fromHash: attempt.asker.hash, to: to.id, toHash: to.hash },
  })
  const also = {
    ...completed(world, attempt.id, effect),
    messages: [world.draw.message(world.now, { ...follower, id: attempt.id })],
  }
  const before = await viewOf(world, found, effect, follower.id, held.effect.session.id)
  equal((await redeemFound(world, rests, effect, also)).kind, 'changed', name)
  equal(await viewOf(world, found, effect, follower.id, held.effect.session.id), before, name)
  equal(
    await world.store.artifacts.find(world.at({ kind: artifact.kind, id: artifact.id })),
    undefined,
    `${name}: artifact`,
  )
  equal(await takeTry(world, (await request(world)).id, [tries]), 'exhausted', `${name}: given back`)
}

/** All that a redeem could touch. */
async function viewOf(
  world: World,
  { attempt }: Lookup,
  effect: SignInEffect,
  follower: Id<'attempt'>,
  held: Id<'session'>,
): Promise<unknown> {
  return {
    attempt: (await look(world, attempt.id)).attempt,
    follower: (await look(world, follower)).attempt,
    standing: await prepare(world, attempt.address, effect.browser.id),
    user: (await world.store.users.find(world.at({ id: effect.user }))) ?? 'none',
    session: (await world.store.sessions.find(world.at({ id: effect.session.id }))) ?? 'none',
    held: await world.store.sessions.find(world.at({ id: held })),
    messages: await world.store.messages.list(world.at({ attempt: attempt.id })),
    events: await eventsOf(world),
  }
}

async function takeTry(
  world: World,
  id: Id<'attempt'>,
  charges: readonly ReturnType<typeof budget>[],
): Promise<string> {
  return (await world.store.attempts.takeTry(world.at({ id, charges }))).kind
}

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
