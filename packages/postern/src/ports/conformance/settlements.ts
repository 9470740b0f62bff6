/** The outbox: how a delivery ends. */
import { after, days, hours, type Instant, minutes, seconds } from '../../domain/instant.ts'
import type { AttemptDraft, Settlement } from '../records.ts'
import { equal, ok } from './assert.ts'
import { birthOwner, leaseLength } from './drafts.ts'
import { claim, only, sent, settle } from './outbox-steps.ts'
import { type Scenario, scenario } from './scenario.ts'
import { eventsOf, look, prepare, request, tally, type World } from './world.ts'

export const settlements: readonly Scenario[] = [
  scenario('settlements: sent is the end: the owner is out, a second settlement is late', async (world) => {
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

  scenario('settlements: every end keeps its reason and is final', async (world) => {
    for (const kind of ['failed', 'expired', 'dropped'] as const) {
      const attempt = await request(world)
      await settle(world, birthOwner, await only(world, attempt), { kind, reason: 'no-such-mailbox' })
      const now = await only(world, attempt)
      equal([now.state, now.reason, now.sealed], [kind, 'no-such-mailbox', undefined], 'message')
      world.pass(hours(1))
      equal(await claim(world, 'other'), [], `claimed after ${kind}`)
    }
  }),

  scenario('settlements: a postponed one is due at its time, for anybody, secrets and all', async (world) => {
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

  scenario('settlements: a settlement of one who no longer leases it is ignored, event and all', async (world) => {
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

  scenario('settlements: one settlement of a batch does not depend on the others', async (world) => {
    const attempts = [await request(world), await request(world), await request(world)]
    const all = await Promise.all(attempts.map((attempt) => only(world, attempt)))
    const settlements = all.map(
      ({ id }, at): Settlement => ({
        id,
        owner: at === 1 ? 'nobody' : birthOwner,
        outcome: sent(after(world.now, minutes(10))),
      }),
    )
    const settled = await world.store.messages.settle(
      world.at({
        settlements: [
          ...settlements,
          { id: world.draw.id(world.now), owner: birthOwner, outcome: { kind: 'failed', reason: 'unknown' } },
        ],
      }),
    )
    equal([...settled].toSorted(), [all[0]?.id, all[2]?.id].toSorted(), 'those that took effect')
    const states = await Promise.all(attempts.map(async (attempt) => (await only(world, attempt)).state))
    equal(states, ['sent', 'queued', 'sent'], 'states')
  }),

  scenario('settlements: acceptance shortens the life of its own set, and never lengthens one', async (world) => {
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

  scenario('settlements: an accepted mail does not spoil a decision that is being made', async (world) => {
    const attempt = await request(world)
    const before = await look(world, attempt.id)
    await settle(world, birthOwner, await only(world, attempt), sent(after(world.now, minutes(10))))
    equal((await look(world, attempt.id)).attempt.version, before.attempt.version, 'version')
  }),

  scenario(
    'settlements: a second strike within 30 days suppresses the address for 7, a first one does not',
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

  scenario('settlements: a second strike counts a day after the first, and not before', async (world) => {
    const address = world.draw.address()
    await strike(world, { address })
    for (const pause of [seconds(5), days(1) - seconds(5) - 1]) {
      world.pass(pause)
      await strike(world, { address })
      equal(await suppressedUntil(world, { address }), undefined, 'within a day of the first')
    }
    world.pass(1)
    await strike(world, { address })
    equal(await suppressedUntil(world, { address }), after(world.now, days(7)), 'a day after the first')
  }),

  scenario('settlements: a strike never shortens a suppression', async (world) => {
    const address = world.draw.address()
    const until = after(world.now, days(90))
    const also = { events: [], messages: [] }
    await world.store.suppressions.put(world.at({ address: address.key, until, reason: 'by-hand', also }))
    await strike(world, { address })
    equal(await suppressedUntil(world, { address }), until, 'after a strike')
    world.pass(days(60))
    await world.store.sweep({ now: world.now, keepAttempts: days(8), keepEvents: days(400), limit: 1_000 })
    equal(await suppressedUntil(world, { address }), until, 'after a sweep')
  }),

  scenario('settlements: strikes far apart, or that are none, do not suppress', async (world) => {
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
