/**
 * Two tenants whose rows have the very same ids, as when one was copied from the other: each is changed by itself. Users
 * alone have ids of their own in the whole database.
 */
import type { Id } from '../../domain/id.ts'
import { after, minutes } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { birthOwner } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import { createWorld, eventsOf, look, nothing, prepare, request, type SignedIn, signIn, type World } from './world.ts'

export const tenancyOfTwins: readonly Scenario[] = [
  scenario(
    'tenancy: what happens to one of two tenants with the same ids does not happen to the other',
    async (world) => {
      const [mine, theirs] = await twins(world)
      equal(theirs.signedIn.effect.session.id, mine.signedIn.effect.session.id, 'session')
      const before = await viewOf(mine)
      equal(await act(theirs), ['done', 'done', 'revoked', 'consumed', 1, 'done'], 'theirs')
      equal(await viewOf(mine), before, 'mine')
      equal(await act(mine), ['done', 'done', 'revoked', 'consumed', 1, 'done'], 'mine')
    },
  ),

  scenario('tenancy: of two tenants with the same ids one is erased', async (world) => {
    const [mine, theirs] = await twins(world)
    const before = await viewOf(mine)
    while ((await world.store.erase(theirs.world.at({ limit: 3 }))).removed > 0);
    equal(await viewOf(mine), before, 'mine')
    equal(await world.store.attempts.find(theirs.world.at({ id: theirs.open })), undefined, 'theirs')
    equal(await eventsOf(theirs.world), [], 'their events')
  }),

  scenario(
    'tenancy: messages of the same id are claimed both, and each is settled by its own tenant',
    async (world) => {
      const [mine, theirs] = await twins(world)
      world.pass(minutes(5))
      const until = after(world.now, minutes(1))
      const taken = await world.store.messages.claim({ owner: 'node', until, limit: 100, now: world.now })
      equal(
        taken
          .filter(({ id }) => id === mine.message)
          .map(({ tenant }) => tenant)
          .sort(),
        ['default', 'other'],
        'claimed',
      )
      const outcome = { kind: 'failed', reason: 'no-such-mailbox' } as const
      await world.store.messages.settle(
        theirs.world.at({ settlements: [{ id: theirs.message, owner: 'node', outcome }] }),
      )
      const states = [mine, theirs].map(
        async ({ world: each, open }) => (await each.store.messages.list(each.at({ attempt: open })))[0]?.state,
      )
      equal(await Promise.all(states), ['queued', 'failed'], 'states')
    },
  ),
]

interface Twin {
  readonly world: World
  readonly signedIn: SignedIn
  readonly open: Id<'attempt'>
  readonly message: Id<'message'>
}

async function twins({ store, clock }: World): Promise<[Twin, Twin]> {
  const seed = 7
  const [mine, theirs] = [createWorld(store, clock, seed), createWorld(store, clock, seed).of('other')]
  const users = createWorld(store, clock, seed + 1)
  const user = (): Id<'user'> => users.draw.id<'user'>(users.now)
  return [await twin(mine, user()), await twin(theirs, user())]
}

async function twin(world: World, user: Id<'user'>): Promise<Twin> {
  const signedIn = await signIn(world, {}, { user, newUser: { id: user, locale: 'en' } })
  const { id: open } = await request(world, { address: signedIn.attempt.address })
  await world.store.artifacts.put(world.at({ artifact: world.draw.artifact(world.now, { id: 'one-time' }) }))
  const [message] = await world.store.messages.list(world.at({ attempt: open }))
  ok(message, 'a request has no message')
  return { world, signedIn, open, message: message.id }
}

/** One of every kind of change, each by an id that both have. */
async function act({ world, signedIn, open, message }: Twin): Promise<unknown[]> {
  const { attempts, sessions, users, artifacts, messages } = world.store
  const { version } = (await look(world, open)).attempt
  const outcome = { kind: 'failed', reason: 'no-such-mailbox' } as const
  const { user, effect } = signedIn
  const forgets = { user: user.id, browser: effect.browser.id }
  const kinds = [
    (await attempts.takeTry(world.at({ id: open, charges: [] }))).kind === 'exhausted' ? 'exhausted' : 'done',
    (await attempts.cancel(world.at({ id: open, version, also: nothing }))).kind,
    (await sessions.revoke(world.at({ id: effect.session.id, forgets, also: nothing }))).kind,
    (await artifacts.consume(world.at({ kind: 'hand-off', id: 'one-time' }))).kind,
    (await messages.settle(world.at({ settlements: [{ id: message, owner: birthOwner, outcome }] }))).length,
    (await users.change(world.at({ id: user.id, version: user.version, status: 'banned', ends: true, also: nothing })))
      .kind,
  ]
  return kinds
}

async function viewOf({ world, signedIn: { attempt, effect, user }, open }: Twin): Promise<unknown> {
  const { store } = world
  return {
    attempts: [await look(world, attempt.id, effect.browser.id), await look(world, open)],
    session: await store.sessions.find(world.at({ id: effect.session.id })),
    user: await store.users.find(world.at({ id: user.id })),
    known: (await prepare(world, attempt.address, effect.browser.id)).subject.knownBrowser,
    artifact: await store.artifacts.find(world.at({ kind: 'hand-off', id: 'one-time' })),
    messages: await store.messages.list(world.at({ attempt: open })),
    events: await eventsOf(world),
  }
}
