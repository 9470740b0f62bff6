/** Asking for a mail, and finding what was asked for. */
import type { Asker, Destination, ReturnTo } from '../../domain/attempt.ts'
import type { Id } from '../../domain/id.ts'
import type { AttemptDraft } from '../records.ts'
import { equal, ok } from './assert.ts'
import { asAddress } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  budget,
  effectFor,
  eventsOf,
  look,
  nothing,
  prepare,
  purposes,
  redeemFound,
  request,
  requested,
  signIn,
  tally,
  type World,
} from './world.ts'

const destinations: readonly Destination[] = [
  { kind: 'page', url: '/welcome' as ReturnTo },
  { kind: 'page', url: '/welcome?to=a&b#c' as ReturnTo, state: 'état 状態' },
  { kind: 'hand-off', redirectUri: 'https://app.example/cb' as ReturnTo, codeChallenge: 'E9Mel' },
  { kind: 'hand-off', redirectUri: 'com.example:/cb' as ReturnTo, state: '', codeChallenge: 'E9Mel' },
  { kind: 'api' },
]

export const attempts: readonly Scenario[] = [
  scenario(
    'attempts: what was asked for is found as it was drafted, with every purpose and destination',
    async (world) => {
      for (const [at, destination] of destinations.entries()) {
        const purpose = purposes[at] ?? 'sign-in'
        const asker: Asker = { ...world.draw.asker(world.now), kind: at % 2 ? 'program' : 'browser' }
        const draft = await request(world, { destination, purpose, asker, asked: at === 0 ? {} : { device: 'phone' } })
        const { set, ...plain } = draft
        const { attempt } = await look(world, draft.id)
        const { version, ...rest } = attempt
        ok(Number.isInteger(version), 'an attempt has no version')
        equal(
          rest,
          { ...plain, ...fresh, tenant: world.tenant, sets: [set], createdAt: world.now, expiresAt: set.until },
          'attempt',
        )
      }
    },
  ),

  scenario('attempts: an unknown id finds nothing', async (world) => {
    await request(world)
    equal(await world.store.attempts.find(world.at({ id: world.draw.id<'attempt'>(world.now) })), undefined, 'found')
  }),

  scenario('attempts: what is written beside a request is there with it', async (world) => {
    const draft = await request(world)
    const [message, ...more] = await world.store.messages.list(world.at({ attempt: draft.id }))
    ok(message && more.length === 0, 'a request does not have exactly one message')
    equal(
      [message.state, message.to, message.attempt, message.tenant],
      ['queued', draft.address, draft.id, world.tenant],
      'message',
    )
    equal(
      (await eventsOf(world, draft.id)).map((event) => event.type),
      ['link.requested'],
      'events',
    )
  }),

  scenario('attempts: before any proof there is no user, registration or known browser', async (world) => {
    const draft = await request(world)
    const browser = world.draw.id<'browser'>(world.now)
    equal((await look(world, draft.id, browser)).subject, { address: draft.address }, 'subject')
    equal(
      await prepare(world, draft.address, browser),
      { subject: { address: draft.address }, failures: 0 },
      'standing',
    )
    equal(await world.store.users.find(world.at({ address: draft.address.key })), undefined, 'user')
  }),

  scenario(
    "attempts: a new request ends this asker's open ones for the address and application, and no others",
    async (world) => {
      const address = world.draw.address()
      const asker = world.draw.asker(world.now)
      const before = {
        same: await request(world, { address, asker }),
        sameInCapitals: await request(world, { address: asAddress(address.address.toUpperCase()), asker }),
        otherAddress: await request(world, { asker }),
        otherApplication: await request(world, { address, asker, application: 'other' as Id<'application'> }),
        otherAsker: await request(world, { address }),
        otherSecret: await request(world, { address, asker: { ...asker, hash: world.draw.hash() } }),
      }
      await request(world, { address, asker })
      equal(
        await statesOf(world, before),
        {
          same: 'cancelled',
          sameInCapitals: 'cancelled',
          otherAddress: 'open',
          otherApplication: 'open',
          otherAsker: 'open',
          otherSecret: 'open',
        },
        'states',
      )
    },
  ),

  scenario('attempts: the newest only ends every open one of the asker’s id, and nobody else’s', async (world) => {
    const asker = { ...world.draw.asker(world.now), id: 'vouched/somebody' as Id<'binding'> }
    const anotherSecret = () => ({ ...asker, hash: world.draw.hash() })
    const before = {
      same: await request(world, { asker }),
      otherSecret: await request(world, { asker: anotherSecret() }),
      otherApplication: await request(world, { asker: anotherSecret(), application: 'other' as Id<'application'> }),
      otherAsker: await request(world),
      otherTenant: await request(world.of('another'), { asker }),
    }
    const attempt = world.draw.attempt(world.now, { asker: anotherSecret() })
    const also = requested(world, attempt)
    await world.store.attempts.issue(world.at({ attempt, charges: [], newestOnly: true, also }))
    const { otherTenant, ...here } = before
    const ended = { same: 'cancelled', otherSecret: 'cancelled', otherApplication: 'cancelled', otherAsker: 'open' }
    equal(await statesOf(world, here), ended, 'states')
    equal(await statesOf(world.of('another'), { otherTenant }), { otherTenant: 'open' }, 'in another tenant')
    equal((await look(world, attempt.id)).attempt.state, 'open', 'the newest')
  }),

  scenario('attempts: of many that begin at once as the newest only, one is open', async (world) => {
    const id = 'vouched/somebody' as Id<'binding'>
    const drafts = Array.from({ length: 20 }, () =>
      world.draw.attempt(world.now, { asker: { ...world.draw.asker(world.now), id } }),
    )
    await Promise.all(
      drafts.map((attempt) =>
        world.store.attempts.issue(world.at({ attempt, charges: [], newestOnly: true, also: nothing })),
      ),
    )
    const states = await Promise.all(drafts.map(async (draft) => (await look(world, draft.id)).attempt.state))
    equal(tally(states), { open: 1, cancelled: 19 }, 'states')
  }),

  scenario("attempts: a new request leaves this asker's finished ones as they are", async (world) => {
    const { attempt, effect } = await signIn(world)
    const before = await look(world, attempt.id)
    await request(world, { address: attempt.address, asker: attempt.asker })
    equal((await look(world, attempt.id)).attempt, before.attempt, 'the completed attempt')
    ok(await world.store.sessions.find(world.at({ id: effect.session.id })), 'a new request ended a session')
  }),

  scenario('attempts: an attempt that a new request ended can no longer be redeemed', async (world) => {
    const first = await request(world)
    const seen = await look(world, first.id)
    await request(world, { address: first.address, asker: first.asker })
    equal((await redeemFound(world, seen, effectFor(world, seen))).kind, 'changed', 'redeemed as it was seen')
    const again = await look(world, first.id)
    equal((await redeemFound(world, again, effectFor(world, again))).kind, 'changed', 'redeemed as it is')
  }),

  scenario('attempts: parallel requests of one asker leave one attempt open', async (world) => {
    const address = world.draw.address()
    const asker = world.draw.asker(world.now)
    const drafts = Array.from({ length: 20 }, () => world.draw.attempt(world.now, { address, asker }))
    await Promise.all(
      drafts.map((attempt) =>
        world.store.attempts.issue(world.at({ attempt, charges: [], also: requested(world, attempt) })),
      ),
    )
    const states = await Promise.all(drafts.map(async ({ id }) => (await look(world, id)).attempt.state))
    equal(tally(states), { open: 1, cancelled: 19 }, 'states')
  }),

  scenario('attempts: opens are noted so often and no more, and decide nothing', async (world) => {
    const draft = await request(world)
    const before = await look(world, draft.id)
    const note = (): Promise<{ readonly kind: string }> => {
      const opened = world.draw.event(world.now, 'link.opened', { attempt: draft.id })
      return world.store.attempts.note(world.at({ id: draft.id, most: 20, also: { events: [opened], messages: [] } }))
    }
    await note()
    equal((await look(world, draft.id)).attempt, { ...before.attempt, opens: 1 }, 'attempt after one open')
    const kinds = (await Promise.all(Array.from({ length: 50 }, note))).map(({ kind }) => kind)
    equal(tally(kinds), { noted: 19, full: 31 }, 'answers')
    equal((await look(world, draft.id)).attempt, { ...before.attempt, opens: 20 }, 'attempt after many opens')
    equal(
      tally((await eventsOf(world, draft.id)).map(({ type }) => type)),
      { 'link.requested': 1, 'link.opened': 20 },
      'events',
    )
    equal(
      (await redeemFound(world, before, effectFor(world, before))).kind,
      'done',
      'redeemed as it was before the opens',
    )
  }),

  scenario('attempts: opening an unknown link writes nothing', async (world) => {
    const id = world.draw.id<'attempt'>(world.now)
    const opened = world.draw.event(world.now, 'link.opened', { attempt: id })
    await world.store.attempts.note(world.at({ id, most: 20, also: { events: [opened], messages: [] } }))
    equal((await eventsOf(world)).length, 0, 'events')
  }),

  scenario("attempts: endAll ends a binding's open attempts, and only with its secret", async (world) => {
    const asker = world.draw.asker(world.now)
    const completed = (await signIn(world, { asker })).attempt
    const before = {
      one: await request(world, { asker }),
      another: await request(world, { asker, application: 'other' as Id<'application'> }),
      completed,
      foreign: await request(world),
    }
    const open = { one: 'open', another: 'open', completed: 'completed', foreign: 'open' }
    await world.store.attempts.endAll(world.at({ asker: asker.id, hash: world.draw.hash() }))
    equal(await statesOf(world, before), open, 'states after a wrong secret')
    await world.store.attempts.endAll(world.at({ asker: asker.id, hash: asker.hash }))
    equal(await statesOf(world, before), { ...open, one: 'cancelled', another: 'cancelled' }, 'states')
  }),

  scenario('attempts: every change that a decision may rest on raises the version', async (world) => {
    for (const [name, change] of Object.entries(changes)) {
      const draft = await request(world)
      const { version } = (await look(world, draft.id)).attempt
      await change(world, draft, version)
      const { attempt } = await look(world, draft.id)
      ok(attempt.version > version, `${name} does not raise the version`)
      const answer = await world.store.attempts.cancel(world.at({ id: draft.id, version, also: nothing }))
      equal(answer.kind, 'changed', `cancelled as it was before ${name}`)
    }
  }),
]

const fresh = { state: 'open', tries: 0, approvalShut: false, superseded: [], cancels: [], opens: 0 } as const

/** What may happen to an attempt, each by itself. */
const changes: Readonly<Record<string, (world: World, draft: AttemptDraft, version: number) => Promise<unknown>>> = {
  endAll: (world, { asker }) => world.store.attempts.endAll(world.at({ asker: asker.id, hash: asker.hash })),
  'another request': (world, { asker, address }) => request(world, { asker, address }),
  cancel: (world, { id }, version) => world.store.attempts.cancel(world.at({ id, version, also: nothing })),
  prove: (world, { id }, version) =>
    world.store.attempts.prove(world.at({ id, version, artifact: world.draw.artifact(world.now), also: nothing })),
  resend: (world, { id }, version) =>
    world.store.attempts.resend(
      world.at({ id, version, set: world.draw.set(world.now), keep: 3, charges: [], also: nothing }),
    ),
  'the right number': (world, { id, number }, version) => approveWith(world, id, version, number),
  'a wrong number': (world, { id }, version) => approveWith(world, id, version, '99'),
  redeem: async (world, { id }) => {
    const found = await look(world, id)
    return redeemFound(world, found, effectFor(world, found))
  },
}

async function approveWith(world: World, id: Id<'attempt'>, version: number, number: string): Promise<void> {
  const input = { id, version, number, cancel: world.draw.hash(), wrong: budget('wrong', 9) }
  await world.store.attempts.approve(world.at({ ...input, also: nothing, alsoWrong: nothing }))
}

async function statesOf<K extends string>(
  world: World,
  drafts: Record<K, { readonly id: Id<'attempt'> }>,
): Promise<Record<string, string>> {
  const states: Record<string, string> = {}
  for (const [name, draft] of Object.entries<{ readonly id: Id<'attempt'> }>(drafts)) {
    states[name] = (await look(world, draft.id)).attempt.state
  }
  return states
}
