/** The outbox: who may deliver a message. */

import { after, before, hours, minutes } from '../../domain/instant.ts'
import type { Message, MessageDraft } from '../../domain/message.ts'
import type { AttemptDraft } from '../records.ts'
import type { Also } from '../written.ts'
import { equal, ok } from './assert.ts'
import { birthOwner, leaseLength, secretLife } from './drafts.ts'
import { claim, only, settle } from './outbox-steps.ts'
import { type Scenario, scenario, scenarioOfTwo } from './scenario.ts'
import { budget, eventsOf, request, type World } from './world.ts'

export const messages: readonly Scenario[] = [
  scenario('messages: what belongs to no other act is written with its budgets, or not at all', async (world) => {
    const attempt = world.draw.attempt(world.now)
    const { attempt: _, ...message } = world.draw.message(world.now, attempt)
    const event = world.draw.event(world.now, 'limit.exceeded')
    const charges = [budget('own', 1)]
    const post = (also: Also) => world.store.messages.post(world.at({ charges, also }))
    equal(await post({ events: [event], messages: [message] }), { kind: 'queued' }, 'the first')
    world.pass(leaseLength)
    const [claimed] = await claim(world, 'other')
    equal([claimed?.id, claimed?.attempt], [message.id, undefined], 'what is to be sent')
    const second = world.draw.event(world.now, 'limit.exceeded')
    equal((await post({ events: [second], messages: [] })).kind, 'limited', 'the second')
    equal(
      (await eventsOf(world)).map(({ id }) => id),
      [event.id],
      'events',
    )
  }),

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
    const { tries, nextAt, ...rest } = taken ?? ({} as Message)
    ok(Number.isInteger(tries) && nextAt <= world.now, 'a claimed message counts no tries, or is not due')
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
    const listed = await only(world, attempt)
    equal([listed.facts, listed.sealed], [facts, undefined], 'facts in the list, and no secrets')
  }),

  scenario('messages: parallel claims hand each message to one owner, as many as they ask for', (world) =>
    raceForClaims([world]),
  ),

  scenarioOfTwo('messages: two nodes claim each message once', async (world, another) =>
    raceForClaims([world, world.through(await another())]),
  ),

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
    equal((await only(world, attempt)).state, 'expired', 'state once its time is over')
  }),

  scenario('messages: a held one is queued once, leased as told, with every fact and secret', async (world) => {
    const { attempt, held } = await holdOne(world)
    const queue = (id = attempt.id) =>
      world.store.messages.queue(world.at({ attempt: id, owner: 'sender', until: after(world.now, leaseLength) }))
    equal(await queue(world.draw.id(world.now)), undefined, 'of another attempt')
    equal(
      await world
        .of('another')
        .store.messages.queue(world.of('another').at({ attempt: attempt.id, owner: 'sender', until: world.now })),
      undefined,
      'of another tenant',
    )
    world.pass(minutes(2))
    const answers = await Promise.all(Array.from({ length: 10 }, () => queue()))
    const [queued, ...more] = answers.filter((answer) => answer !== undefined)
    ok(queued && more.length === 0, `ten at once were answered ${more.length + 1} messages`)
    const lease = { owner: 'sender', until: after(world.now, leaseLength) }
    const { createdAt, ...rest } = queued
    const { state: _, lease: __, ...facts } = held
    equal(rest, { ...facts, tenant: world.tenant, state: 'queued', tries: 0, nextAt: world.now, lease }, 'message')
    equal(createdAt, before(world.now, minutes(2)), 'when it was made')
    equal(await claim(world, 'other'), [], 'claimed while leased')
    world.pass(leaseLength)
    equal(
      (await claim(world, 'other')).map(({ id }) => id),
      [held.id],
      'claimed when the lease has ended',
    )
  }),

  scenario('messages: a held one is queued before its deadline, and loses its secrets at it', async (world) => {
    const { attempt } = await holdOne(world)
    const { attempt: second } = await holdOne(world)
    world.pass(secretLife)
    const until = after(world.now, leaseLength)
    equal(
      await world.store.messages.queue(world.at({ attempt: attempt.id, owner: 'sender', until })),
      undefined,
      'late',
    )
    equal(await claim(world, 'other'), [], 'claimed')
    const ended = [await only(world, attempt), await only(world, second)]
    equal(
      ended.map(({ state, reason }) => [state, reason]),
      [
        ['expired', 'never-sent'],
        ['expired', 'never-sent'],
      ],
      'what became of them',
    )
  }),
]

async function holdOne(world: World): Promise<{ readonly attempt: AttemptDraft; readonly held: MessageDraft }> {
  const attempt = world.draw.attempt(world.now)
  const held = world.draw.message(world.now, attempt, { state: 'held', deadline: after(world.now, secretLife) })
  await world.store.attempts.issue(world.at({ attempt, charges: [], also: { events: [], messages: [held] } }))
  return { attempt, held }
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
    handed.push(...taken.flat().map(({ attempt }) => attempt ?? ''))
  }
  equal(handed.toSorted(), attempts.map(({ id }) => id).toSorted(), 'what was handed out')
}
