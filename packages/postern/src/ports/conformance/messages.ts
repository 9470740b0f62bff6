/** The outbox: who may deliver a message, and how that ends. */

import { after, type Duration, days, hours, type Instant, minutes, seconds } from '../../domain/instant.ts'
import type { Message } from '../../domain/message.ts'
import type { AttemptDraft, Settlement } from '../store.ts'
import { equal, ok } from './assert.ts'
import { birthOwner, leaseLength } from './drafts.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { eventsOf, look, prepare, request, tally, type World } from './world.ts'

export const messages: readonly Scenario[] = [
  scenario('messages: one is born leased, and others take it when the lease ends', async (world) => {
    const attempt = await request(world)
    equal(await claim(world, 'other'), [], 'at once')
    world.pass(leaseLength - 1)
    equal(await claim(world, 'other'), [], 'at the last moment of the lease')
    world.pass(1)
    const [taken, ...more] = await claim(world, 'other')
    ok(taken && more.length === 0, 'a message whose lease ended is not handed over')
    equal(
      [taken.attempt, taken.tenant, taken.state, taken.to],
      [attempt.id, world.tenant, 'queued', attempt.address],
      'message',
    )
    equal(taken.lease, { owner: 'other', until: after(world.now, leaseLength) }, 'lease')
    ok(taken.sealed instanceof Uint8Array && taken.sealed.length === 48, 'the sealed secrets are not handed over')
    equal(await claim(world, 'third'), [], 'while leased again')
  }),

  scenario('messages: a message comes back with every fact as it was written', async (world) => {
    const attempt = world.draw.attempt(world.now)
    const facts = {
      kind: 'approved-elsewhere',
      locale: 'ar',
      askedAt: world.now,
      program: true,
      asked: { place: 'القاهرة' },
    } as const
    const draft = world.draw.message(world.now, attempt, { facts, lease: { owner: birthOwner, until: world.now } })
    await world.store.attempts.issue(world.at({ attempt, charges: [], also: { events: [], messages: [draft] } }))
    const [taken] = await claim(world, 'other')
    const { tries, nextAt: _, ...rest } = taken ?? ({} as Message)
    ok(Number.isInteger(tries), 'tries are not counted')
    equal(
      rest,
      {
        ...draft,
        tenant: world.tenant,
        createdAt: world.now,
        lease: { owner: 'other', until: after(world.now, leaseLength) },
      },
      'message',
    )
    equal((await only(world, attempt)).facts, facts, 'facts in the list')
  }),

  scenario('messages: parallel claims hand each message to one owner, as many as they ask for', (world) =>
    raceForClaims([world]),
  ),

  scenarioOfTwo('messages: two nodes claim each message once', async (world, another) =>
    raceForClaims([world, world.through(await another())]),
  ),

  scenario('messages: sent is the end: the owner is out, a second settlement is late', async (world) => {
    const attempt = await request(world)
    const message = await only(world, attempt)
    await settle(world, birthOwner, message, sent(after(world.now, minutes(10))))
    equal((await only(world, attempt)).state, 'sent', 'state')
    await settle(world, birthOwner, message, { kind: 'failed', reason: 'late' })
    const now = await only(world, attempt)
    equal([now.state, now.reason, now.sealed], ['sent', undefined, undefined], 'after a late settlement')
    equal(await typesOf(world, attempt), { 'link.requested': 1, 'link.delivered': 1 }, 'events')
    world.pass(hours(1))
    equal(await claim(world, 'other'), [], 'claimed afterwards')
  }),

  scenario('messages: every end keeps its reason and is final', async (world) => {
    for (const kind of ['failed', 'expired', 'dropped'] as const) {
      const attempt = await request(world)
      await settle(world, birthOwner, await only(world, attempt), { kind, reason: 'no-such-mailbox' })
      const now = await only(world, attempt)
      equal([now.state, now.reason, now.sealed], [kind, 'no-such-mailbox', undefined], 'message')
      world.pass(hours(1))
      equal(await claim(world, 'other'), [], `claimed after ${kind}`)
    }
  }),

  scenario('messages: a postponed one is due at its time, for anybody, secrets and all', async (world) => {
    const attempt = await request(world)
    const message = await only(world, attempt)
    await settle(world, birthOwner, message, { kind: 'again', at: after(world.now, seconds(5)), reason: 'greylisted' })
    const waiting = await only(world, attempt)
    equal(
      [waiting.state, waiting.reason, waiting.nextAt],
      ['queued', 'greylisted', after(world.now, seconds(5))],
      'message',
    )
    world.pass(seconds(5) - 1)
    equal(await claim(world, 'other'), [], 'too early')
    world.pass(1)
    const [taken] = await claim(world, 'other')
    ok(taken?.sealed && taken.id === message.id, 'a postponed message is not claimed at its time')
    ok(taken.tries > message.tries, 'a delivery begun again is not counted')
  }),

  scenario('messages: a settlement of one who no longer leases it is ignored, event and all', async (world) => {
    const attempt = await request(world)
    const before = await look(world, attempt.id)
    const message = await only(world, attempt)
    world.pass(leaseLength)
    equal((await claim(world, 'second')).length, 1, 'handed over')
    await settle(world, birthOwner, message, sent(after(world.now, seconds(1))))
    await settle(world, 'nobody', message, { kind: 'failed', reason: 'gone', suppress: true })
    equal((await only(world, attempt)).state, 'queued', 'state')
    equal((await look(world, attempt.id)).attempt.sets, before.attempt.sets, 'sets')
    equal(await typesOf(world, attempt), { 'link.requested': 1 }, 'events')
    await settle(world, 'second', message, sent(after(world.now, minutes(10))))
    equal((await only(world, attempt)).state, 'sent', 'settled by its owner')
    equal(await typesOf(world, attempt), { 'link.requested': 1, 'link.delivered': 1 }, 'events of the owner')
  }),

  scenario('messages: one settlement of a batch does not depend on the others', async (world) => {
    const attempts = [await request(world), await request(world), await request(world)]
    const all = await Promise.all(attempts.map((attempt) => only(world, attempt)))
    const settlements = all.map(
      ({ id }, at): Settlement => ({
        id,
        owner: at === 1 ? 'nobody' : birthOwner,
        outcome: sent(after(world.now, minutes(10))),
      }),
    )
    await world.store.messages.settle(
      world.at({
        settlements: [
          ...settlements,
          { id: world.draw.id(world.now), owner: birthOwner, outcome: { kind: 'failed', reason: 'unknown' } },
        ],
      }),
    )
    const states = await Promise.all(attempts.map(async (attempt) => (await only(world, attempt)).state))
    equal(states, ['sent', 'queued', 'sent'], 'states')
  }),

  scenario('messages: handed back at shutdown, others may take them at once; foreign leases hold', async (world) => {
    const mine = await request(world)
    world.pass(leaseLength)
    await claim(world, 'mine')
    await request(world)
    await world.store.messages.release({ owner: 'mine', now: world.now })
    equal(
      (await claim(world, 'other')).map(({ attempt }) => attempt),
      [mine.id],
      'claimed',
    )
  }),

  scenario('messages: a release does not hurry one that waits for its time', async (world) => {
    const attempt = await request(world)
    await settle(world, birthOwner, await only(world, attempt), {
      kind: 'again',
      at: after(world.now, minutes(5)),
      reason: 'greylisted',
    })
    await world.store.messages.release({ owner: birthOwner, now: world.now })
    equal(await claim(world, 'other'), [], 'claimed')
  }),

  scenario("messages: a held one is nobody's", async (world) => {
    const attempt = world.draw.attempt(world.now)
    const held = world.draw.message(world.now, attempt, { state: 'held' })
    await world.store.attempts.issue(world.at({ attempt, charges: [], also: { events: [], messages: [held] } }))
    world.pass(hours(1))
    equal(await claim(world, 'other'), [], 'claimed')
    equal((await only(world, attempt)).state, 'held', 'state')
  }),

  scenario('messages: acceptance shortens the life of its own set, and never lengthens one', async (world) => {
    const attempt = await request(world)
    const first = await only(world, attempt)
    const { version } = (await look(world, attempt.id)).attempt
    const set = world.draw.set(world.now)
    const second = world.draw.message(
      world.now,
      world.draw.attempt(world.now, { id: attempt.id, set, address: attempt.address }),
    )
    await world.store.attempts.resend(
      world.at({ id: attempt.id, version, set, keep: 3, charges: [], also: { events: [], messages: [second] } }),
    )
    const [ten, eleven] = [after(world.now, minutes(10)), after(world.now, minutes(11))]
    await settle(world, birthOwner, second, sent(ten))
    equal((await look(world, attempt.id)).attempt.sets, [attempt.set, { ...set, until: ten }], 'after the second mail')
    await settle(world, birthOwner, first, sent(eleven))
    const { attempt: now } = await look(world, attempt.id)
    equal(
      [now.sets, now.expiresAt],
      [
        [
          { ...attempt.set, until: eleven },
          { ...set, until: ten },
        ],
        eleven,
      ],
      'after both',
    )
    const late = await request(world)
    await settle(world, birthOwner, await only(world, late), sent(after(late.set.until, minutes(10))))
    equal((await look(world, late.id)).attempt.sets, [late.set], 'a set that would end sooner')
  }),

  scenario('messages: an accepted mail does not spoil a decision that is being made', async (world) => {
    const attempt = await request(world)
    const before = await look(world, attempt.id)
    await settle(world, birthOwner, await only(world, attempt), sent(after(world.now, minutes(10))))
    equal((await look(world, attempt.id)).attempt.version, before.attempt.version, 'version')
  }),

  scenario(
    'messages: a second strike within 30 days suppresses the address for 7, a first one does not',
    async (world) => {
      const address = world.draw.address()
      await strike(world, { address })
      equal(await suppressedUntil(world, { address }), undefined, 'after one strike')
      world.pass(days(30) - minutes(1))
      await strike(world, { address })
      equal(await suppressedUntil(world, { address }), after(world.now, days(7)), 'after two strikes')
      const attempt = await request(world, { address })
      equal((await look(world, attempt.id)).subject.suppressedUntil, after(world.now, days(7)), 'when looking')
      equal(await suppressedUntil(world, { address: world.draw.address() }), undefined, 'another address')
      world.pass(days(7))
      equal(await suppressedUntil(world, { address }), undefined, 'a week later')
    },
  ),

  scenario('messages: strikes far apart, or that are none, do not suppress', async (world) => {
    const far = world.draw.address()
    await strike(world, { address: far })
    world.pass(days(31))
    await strike(world, { address: far })
    equal(await suppressedUntil(world, { address: far }), undefined, 'more than 30 days apart')
    const plain = world.draw.address()
    for (let n = 0; n < 3; n++) {
      const attempt = await request(world, { address: plain })
      await settle(world, birthOwner, await only(world, attempt), { kind: 'failed', reason: 'refused' })
    }
    equal(await suppressedUntil(world, { address: plain }), undefined, 'failures that are not strikes')
  }),
]

async function claim(
  world: World,
  owner: string,
  limit: number = 100,
  length: Duration = leaseLength,
): Promise<readonly Message[]> {
  return world.store.messages.claim({ owner, until: after(world.now, length), limit, now: world.now })
}

async function only(world: World, attempt: AttemptDraft): Promise<Message> {
  const [message, ...more] = await world.store.messages.list(world.at({ attempt: attempt.id }))
  ok(message && more.length === 0, 'an attempt does not have exactly one message')
  return message
}

const sent = (worksUntil: Instant): Settlement['outcome'] => ({
  kind: 'sent',
  transport: 'smtp',
  worksUntil,
  reference: '250 ok',
})

async function settle(
  world: World,
  owner: string,
  { id, attempt }: Pick<Message, 'id' | 'attempt'>,
  outcome: Settlement['outcome'],
): Promise<void> {
  const event = world.draw.event(world.now, outcome.kind === 'sent' ? 'link.delivered' : 'link.failed', { attempt })
  await world.store.messages.settle(world.at({ settlements: [{ id, owner, outcome, event }] }))
}

async function typesOf(world: World, { id }: AttemptDraft): Promise<Readonly<Record<string, number>>> {
  return tally((await eventsOf(world, id)).map(({ type }) => type))
}

async function strike(world: World, { address }: Pick<AttemptDraft, 'address'>): Promise<void> {
  const attempt = await request(world, { address })
  await settle(world, birthOwner, await only(world, attempt), {
    kind: 'failed',
    reason: 'no-such-mailbox',
    suppress: true,
  })
}

async function suppressedUntil(world: World, { address }: Pick<AttemptDraft, 'address'>): Promise<Instant | undefined> {
  return (await prepare(world, address)).subject.suppressedUntil
}

async function raceForClaims(nodes: readonly World[]): Promise<void> {
  const [world] = nodes
  ok(world, 'a race needs a node')
  const attempts = await Promise.all(Array.from({ length: 300 }, () => request(world)))
  world.pass(leaseLength)
  const handed: string[] = []
  for (let round = 0; round < 10; round++) {
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, at) => claim(nodes[at % nodes.length] ?? world, `owner-${round}-${at}`, 20)),
    )
    for (const some of taken) ok(some.length <= 20, 'a claim hands out more than its limit')
    handed.push(...taken.flat().map(({ attempt }) => attempt))
  }
  equal(handed.toSorted(), attempts.map(({ id }) => id).toSorted(), 'what was handed out')
}
