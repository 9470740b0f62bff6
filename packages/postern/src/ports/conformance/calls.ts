/** Webhooks: which events are published, once each, and how their calls are queued and listed. */
import { after, days, hours, minutes } from '../../domain/instant.ts'
import type { MessageDraft } from '../../domain/message.ts'
import { equal, ok } from './assert.ts'
import { application, leaseLength } from './drafts.ts'
import { claim, settle } from './outbox-steps.ts'
import { type Scenario, scenario } from './scenario.ts'
import { request, unsealed, type World } from './world.ts'

export const calls: readonly Scenario[] = [
  scenario('calls: sealed events are published in order, and those that nobody sealed are not', async (world) => {
    await request(world)
    equal((await unpublished(world)).events, [], 'before a seal')
    await sealAll(world)
    await request(world)
    const found = await unpublished(world)
    equal([found.from, found.events.length], [0, 1], 'after a seal')
    await sealAll(world)
    const both = await unpublished(world)
    const sequences = both.events.map(({ sequence }) => sequence)
    equal(
      sequences,
      sequences.toSorted((one, other) => one - other),
      'order',
    )
    equal(sequences.length, 2, 'after another seal')
    equal((await unpublished(world, 1)).events.length, 1, 'one at a time')
    equal((await unpublished(world.of('other'))).events, [], 'another tenant')
  }),

  scenario('calls: of two that publish the same events, one does', async (world) => {
    await request(world)
    await sealAll(world)
    const { from, events } = await unpublished(world)
    const to = events.at(-1)?.sequence ?? 0
    const outcomes = await Promise.all(
      [draft(world, 'a'), draft(world, 'b')].map((message) =>
        world.store.events.publish(world.at({ from, to, messages: [message] })),
      ),
    )
    equal(outcomes.map(({ kind }) => kind).toSorted(), ['changed', 'done'], 'outcomes')
    equal((await claimed(world)).length, 1, 'calls')
    equal(await unpublished(world), { from: to, events: [] }, 'what is left')
    equal(
      (await world.store.events.publish(world.at({ from: to, to: to + 5, messages: [] }))).kind,
      'done',
      'further on',
    )
    equal(
      (await world.store.events.publish(world.at({ from: to, to, messages: [] }))).kind,
      'changed',
      'from an old mark',
    )
    equal((await unpublished(world)).from, to + 5, 'mark')
  }),

  scenario(
    'calls: a claim is for one channel, mail unless it says otherwise; calls come oldest first',
    async (world) => {
      const first = draft(world, 'a')
      await post(world, [first])
      world.pass(minutes(1))
      const second = draft(world, 'a')
      await post(world, [second])
      await request(world)
      world.pass(leaseLength)
      const mails = await claim(world, 'node')
      equal(
        mails.map(({ channel }) => channel),
        ['mail'],
        'mails',
      )
      equal(
        (await claimed(world, 1)).map(({ id, channel }) => [id, channel]),
        [[first.id, 'webhook']],
        'the oldest call',
      )
      const [next] = await claimed(world, 5)
      equal([next?.id, next?.facts.about, next?.to], [second.id, second.facts.about, second.to], 'the next call')
      ok(next?.sealed, 'the body of a call is not handed over')
    },
  ),

  scenario(
    'calls: a claim takes a few of each webhook, oldest first, and none of those it passes over',
    async (world) => {
      const drafts: MessageDraft[] = []
      for (const webhook of ['a', 'a', 'a', 'b', 'c', 'b']) {
        const message = draft(world, webhook)
        drafts.push(message)
        await post(world, [message])
        world.pass(minutes(1))
      }
      const [first, second, third, ofB, ofC, lastOfB] = drafts.map(({ id }) => id)
      await post(world, [{ ...draft(world, 'd'), lease: { owner: '', until: after(world.now, hours(1)) } }])
      equal(await taken(world, { each: 2, limit: 3 }), [first, second, ofB], 'the oldest of each')
      equal(await taken(world, { each: 1, passOver: ['a', 'x'] }), [ofC, lastOfB], 'beside the one that is passed over')
      equal(await taken(world, { each: 5, passOver: ['a'] }), [], 'nothing but what is passed over')
      equal(await taken(world, {}), [third], 'what is left, and is due')
    },
  ),

  scenario('calls: those of one webhook are listed newest first, with how they ended', async (world) => {
    const ids: string[] = []
    for (let n = 0; n < 3; n++) {
      const message = draft(world, 'hook')
      ids.unshift(message.id)
      await post(world, [message, draft(world, 'another')])
      world.pass(hours(1))
    }
    for (const message of await claimed(world))
      await settle(world, 'node', message, { kind: 'failed', reason: 'http-500' })
    const page = await world.store.messages.calls(world.at({ webhook: 'hook', limit: 2 }))
    equal(
      page.items.map(({ id }) => id),
      ids.slice(0, 2),
      'first page',
    )
    equal(
      [page.items[0]?.state, page.items[0]?.reason, page.items[0]?.sealed],
      ['failed', 'http-500', undefined],
      'end',
    )
    const rest = await world.store.messages.calls(world.at({ webhook: 'hook', limit: 2, after: page.next ?? '' }))
    equal([rest.items.map(({ id }) => id), rest.next], [ids.slice(2), undefined], 'second page')
    equal(
      (await world.of('other').store.messages.calls(world.of('other').at({ webhook: 'hook', limit: 2 }))).items,
      [],
      'another tenant',
    )
  }),
]

function unpublished(world: World, limit = 100) {
  return world.store.events.unpublished(world.at({ limit }))
}

async function sealAll(world: World): Promise<void> {
  const [batch] = await unsealed(world, 100)
  const [first] = batch?.events ?? []
  const last = batch?.events.at(-1)
  ok(batch && first && last, 'nothing is to be sealed')
  const link = `after ${last.sequence}`
  const seal = { head: batch.head, link, first: first.sequence, last: last.sequence, count: batch.events.length }
  equal((await world.store.events.seal(world.at(seal))).kind, 'done', 'seal')
}

function draft(world: World, webhook: string): MessageDraft {
  return {
    id: world.draw.id(world.now),
    channel: 'webhook',
    application,
    to: { address: webhook, key: webhook },
    facts: {
      kind: 'event',
      locale: 'en',
      askedAt: world.now,
      program: true,
      asked: {},
      about: { event: 'e', type: 't' },
    },
    sealed: world.draw.bytes(64),
    state: 'queued',
    lease: { owner: '', until: world.now },
    deadline: after(world.now, days(3)),
  }
}

async function post(world: World, messages: readonly MessageDraft[]): Promise<void> {
  await world.store.messages.post(world.at({ charges: [], also: { events: [], messages } }))
}

async function taken(
  world: World,
  wanted: { readonly each?: number; readonly limit?: number; readonly passOver?: readonly string[] },
): Promise<readonly string[]> {
  const until = after(world.now, hours(1))
  const asked = { owner: 'node', until, limit: 100, now: world.now, channel: 'webhook', ...wanted } as const
  const messages = await world.store.messages.claim(asked)
  return messages.toSorted((one, other) => one.createdAt - other.createdAt).map(({ id }) => id)
}

function claimed(world: World, limit = 100) {
  const until = after(world.now, leaseLength)
  return world.store.messages.claim({ owner: 'node', until, limit, now: world.now, channel: 'webhook' })
}
