/** Tenants: two in one store, with the same keys, see nothing of each other in any command. */

import type { Id } from '../../domain/id.ts'
import { after, days } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { birthOwner } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  budget,
  effectFor,
  eventsOf,
  look,
  nothing,
  prepare,
  redeemFound,
  request,
  type SignedIn,
  signIn,
  type World,
} from './world.ts'

export const tenancy: readonly Scenario[] = [
  scenario('tenancy: one address is a user of her own in each', async (world) => {
    const other = world.of('other')
    const mine = await signIn(world)
    const { address } = mine.attempt
    const browser = mine.effect.browser
    equal(await prepare(other, address, browser.id), { subject: { address }, failures: 0 }, 'before')
    equal(await other.store.users.find(other.at({ address: address.key })), undefined, 'by address')
    const theirs = await signIn(other, { address })
    ok(theirs.user.id !== mine.user.id, 'two tenants share a user')
    equal((await prepare(world, address, browser.id)).subject.user, mine.user, 'mine')
    equal(
      (await prepare(other, address, browser.id)).subject,
      {
        address,
        user: theirs.user,
        registration: { application: mine.attempt.application, roles: [] },
        registeredAt: other.now,
      },
      'theirs',
    )
    equal([mine.user.tenant, theirs.user.tenant], [world.tenant, other.tenant], 'tenants')
  }),

  scenario("tenancy: reading by another tenant's ids finds nothing", async (world) => {
    const other = world.of('other')
    const { attempt, effect, user } = await signIn(world)
    await document(world)
    const { store } = other
    const found = {
      attempt: await store.attempts.find(other.at({ id: attempt.id })),
      session: await store.sessions.find(other.at({ id: effect.session.id })),
      user: await store.users.find(other.at({ id: user.id })),
      document: await store.documents.find(other.at({ kind: 'theme', id: 'a' })),
      artifact: await store.artifacts.find(other.at(artifactOf(effect))),
    }
    equal(found, {}, 'by id')
    const lists = [
      await store.sessions.list(other.at({ user: user.id })),
      await store.messages.list(other.at({ attempt: attempt.id })),
      await eventsOf(other, attempt.id),
      await eventsOf(other),
      (await store.documents.list(other.at({ kind: 'theme', limit: 10 }))).items,
      await store.documents.history(other.at({ kind: 'theme', id: 'a' })),
      await store.events.seals(other.at({ limit: 10 })),
    ]
    equal(
      lists.map(({ length }) => length),
      lists.map(() => 0),
      'lists',
    )
  }),

  scenario("tenancy: changing by another tenant's ids changes nothing", async (world) => {
    const other = world.of('other')
    const mine = await signIn(world)
    const open = await request(world)
    await document(world)
    await world.store.artifacts.put(
      world.at({ artifact: world.draw.artifact(world.now, { id: 'one-time', group: 'family' }) }),
    )
    await world.store.attempts.takeTry(world.at({ id: open.id, charges: [] }))
    const before = await viewOf(world, mine, open.id)
    const answers = await trespass(world, other, mine, open.id)
    const refused = [
      'changed',
      'changed',
      'changed',
      'changed',
      'changed',
      'exhausted',
      'changed',
      'unknown',
      'changed',
      'changed',
      'changed',
      'unknown',
    ]
    equal(answers, refused, 'answers')
    equal(await viewOf(world, mine, open.id), before, 'what I have')
    equal(await eventsOf(other), [], 'their events')
  }),

  scenario('tenancy: budgets, artifacts, documents and groups of one name are separate', async (world) => {
    const other = world.of('other')
    const one = budget('address', 1)
    await request(world, {}, [one])
    await request(other, {}, [one])
    const [a, b] = [world, other].map((each) =>
      world.draw.artifact(each.now, { id: 'the-same', group: 'family', json: each.tenant }),
    )
    ok(a && b, 'no artifacts')
    for (const [each, artifact] of [
      [world, a],
      [other, b],
    ] as const) {
      equal((await each.store.artifacts.put(each.at({ artifact }))).kind, 'done', 'put')
      equal(
        (await each.store.documents.put(each.at({ kind: 'theme', id: 'a', version: 0, json: each.tenant }))).kind,
        'done',
        'document',
      )
    }
    equal(await other.store.artifacts.revoke(other.at({ group: 'family' })), { revoked: 1 }, 'revoked')
    const consumed = await world.store.artifacts.consume(world.at({ kind: a.kind, id: a.id }))
    equal(consumed.kind === 'consumed' && consumed.artifact.json, world.tenant, 'consumed')
    for (const each of [world, other])
      equal((await each.store.documents.find(each.at({ kind: 'theme', id: 'a' })))?.json, each.tenant, 'document')
    equal((await world.store.documents.list(world.at({ kind: 'theme', limit: 10 }))).items.length, 1, 'documents')
  }),

  scenario('tenancy: budgets of one name are separate also for commands of one turn', async (world) => {
    const tenants = [world, world.of('other'), world.of('third')]
    const one = budget('address', 1)
    const answers = await Promise.all(
      [...tenants, ...tenants].map((each) => {
        const attempt = each.draw.attempt(each.now)
        return each.store.attempts.issue(each.at({ attempt, charges: [one], also: nothing }))
      }),
    )
    equal(
      answers.map(({ kind }) => kind),
      ['issued', 'issued', 'issued', 'limited', 'limited', 'limited'],
      'answers',
    )
  }),

  scenario('tenancy: one binding ends and renews only the attempts of the tenant it is shown to', async (world) => {
    const other = world.of('other')
    const asker = world.draw.asker(world.now)
    const address = world.draw.address()
    const mine = await request(world, { asker, address })
    const theirs = await request(other, { asker, address })
    equal((await look(world, mine.id)).attempt.state, 'open', 'after a request in the other')
    await other.store.attempts.endAll(other.at({ asker: asker.id, hash: asker.hash }))
    equal(
      [(await look(world, mine.id)).attempt.state, (await look(other, theirs.id)).attempt.state],
      ['open', 'cancelled'],
      'after the end of all in the other',
    )
    const to = world.draw.asker(world.now)
    await signIn(
      other,
      { asker, address },
      { rebind: { from: asker.id, fromHash: asker.hash, to: to.id, toHash: to.hash } },
    )
    const { attempt } = await look(world, mine.id)
    equal([attempt.state, attempt.asker.id], ['open', asker.id], 'after a sign-in in the other')
  }),

  scenario('tenancy: a session of another tenant is not replaced, a browser of another is not known', async (world) => {
    const other = world.of('other')
    const mine = await signIn(world)
    const { id, hash, until } = mine.effect.browser
    const theirs = await signIn(
      other,
      {},
      { replaces: mine.effect.session.id, browser: { id, hash: world.draw.hash(), until } },
    )
    ok(await world.store.sessions.find(world.at({ id: mine.effect.session.id })), 'a foreign session ended')
    equal((await prepare(world, mine.attempt.address, id)).subject.knownBrowser, { id, hash }, 'mine')
    ok((await prepare(other, theirs.attempt.address, id)).subject.knownBrowser, 'theirs is not known')
  }),

  scenario(
    'tenancy: one settles only its own messages, and a suppressed address is suppressed there alone',
    async (world) => {
      const other = world.of('other')
      const address = world.draw.address()
      for (let n = 0; n < 2; n++) {
        const mine = await request(world, { address })
        const [message] = await world.store.messages.list(world.at({ attempt: mine.id }))
        ok(message, 'a request has no message')
        world.pass(days(1))
        const outcome = { kind: 'failed', reason: 'no-such-mailbox', suppress: true } as const
        const settlements = [
          {
            id: message.id,
            owner: birthOwner,
            outcome,
            event: world.draw.event(world.now, 'link.failed', { attempt: mine.id }),
          },
        ]
        await other.store.messages.settle(other.at({ settlements }))
        equal(
          (await world.store.messages.list(world.at({ attempt: mine.id })))[0]?.state,
          'queued',
          'after a foreign settlement',
        )
        await world.store.messages.settle(world.at({ settlements }))
      }
      equal((await prepare(world, address)).subject.suppressedUntil, after(world.now, days(7)), 'mine')
      equal((await prepare(other, address)).subject.suppressedUntil, undefined, 'theirs')
      equal(await eventsOf(other), [], 'their events')
    },
  ),
]

const artifactOf = (effect: SignedIn['effect']): { kind: string; id: string } => ({
  kind: 'session',
  id: effect.session.id,
})

async function document(world: World): Promise<void> {
  await world.store.documents.put(world.at({ kind: 'theme', id: 'a', version: 0, json: '{}' }))
}

/** Every changing command of `other`, aimed at what `world` has. */
async function trespass(world: World, other: World, mine: SignedIn, open: Id<'attempt'>): Promise<string[]> {
  const { attempts, sessions, users, documents, artifacts } = other.store
  const found = await look(world, open)
  const { id, version, number, asker } = found.attempt
  const about = { id, version, also: nothing }
  const artifact = world.draw.artifact(world.now)
  const effect = effectFor(world, found)
  const forgets = { user: mine.user.id, browser: mine.effect.browser.id }
  const also = { events: [world.draw.event(world.now, 'link.opened', { attempt: id })], messages: [] }
  const answers = [
    await redeemFound(other, found, effect),
    await attempts.resend(other.at({ ...about, set: world.draw.set(world.now), keep: 3, charges: [] })),
    await attempts.prove(other.at({ ...about, artifact })),
    await attempts.approve(
      other.at({ ...about, number, cancel: world.draw.hash(), wrong: budget('wrong', 9), alsoWrong: nothing }),
    ),
    await attempts.cancel(other.at(about)),
    await attempts.takeTry(other.at({ id, charges: [] })),
    await attempts.giveTryBack(other.at({ id, charges: [] })),
    await sessions.revoke(other.at({ id: mine.effect.session.id, forgets, also })),
    await users.change(other.at({ id: mine.user.id, version: mine.user.version, status: 'banned', also })),
    await documents.put(other.at({ kind: 'theme', id: 'a', version: 1, json: '{"b":2}' })),
    await documents.remove(other.at({ kind: 'theme', id: 'a', version: 1 })),
    await artifacts.consume(other.at({ kind: 'hand-off', id: 'one-time' })),
  ]
  await attempts.note(other.at({ id, most: 20, also }))
  await attempts.endAll(other.at({ asker: asker.id, hash: asker.hash }))
  await sessions.touch(other.at({ id: mine.effect.session.id, idleUntil: after(world.now, days(300)) }))
  await artifacts.revoke(other.at({ group: 'family' }))
  return answers.map(({ kind }) => kind)
}

/** All that a trespasser could have touched. */
async function viewOf(world: World, mine: SignedIn, open: Id<'attempt'>): Promise<unknown> {
  return {
    attempts: [await look(world, mine.attempt.id, mine.effect.browser.id), await look(world, open)],
    session: await world.store.sessions.find(world.at({ id: mine.effect.session.id })),
    user: await world.store.users.find(world.at({ id: mine.user.id })),
    document: await world.store.documents.find(world.at({ kind: 'theme', id: 'a' })),
    artifact: await world.store.artifacts.find(world.at({ kind: 'hand-off', id: 'one-time' })),
    messages: await world.store.messages.list(world.at({ attempt: open })),
    events: await eventsOf(world),
  }
}
