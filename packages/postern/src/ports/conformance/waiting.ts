/** What waits in the outbox, as whoever looks on sees it. */
import { after, minutes } from '../../domain/instant.ts'
import type { MessageDraft } from '../../domain/message.ts'
import { mostCounted } from '../records.ts'
import { equal } from './assert.ts'
import { birthOwner, leaseLength } from './drafts.ts'
import { claim, only, settle } from './outbox-steps.ts'
import { type Scenario, scenario } from './scenario.ts'
import { request, type World } from './world.ts'

const atOnce = 1_000

export const waiting: readonly Scenario[] = [
  scenario('waiting: what waits is counted by channel, with when the first is due', async (world) => {
    equal(await waitingIn(world), [], 'before any')
    const first = world.now
    const attempt = await request(world)
    world.pass(minutes(1))
    await request(world)
    equal(await waitingIn(world), [{ channel: 'mail', count: 2, due: after(first, leaseLength) }], 'two')
    const { id } = await only(world, attempt)
    await settle(world, birthOwner, { id, attempt: attempt.id }, { kind: 'dropped', reason: 'of no use' })
    const mails = { channel: 'mail', count: 1, due: after(world.now, leaseLength) }
    equal(await waitingIn(world), [mails], 'one')
    await post(world, 3, { channel: 'webhook', state: 'queued', lease: { owner: '', until: world.now } })
    equal(await waitingIn(world), [mails, { channel: 'webhook', count: 3, due: world.now }], 'both channels')
    await post(world, 2, { channel: 'webhook', state: 'held' })
    equal((await waitingIn(world))[1]?.count, 3, 'beside what nobody asked to be sent')
  }),

  scenario('waiting: one that is to be sent again is due then, however long ago it was made', async (world) => {
    const attempt = await request(world)
    world.pass(leaseLength)
    const [message] = await claim(world, 'node')
    const at = after(world.now, minutes(5))
    if (message) await settle(world, 'node', message, { kind: 'again', at, reason: 'greylisted' })
    equal(message?.attempt, attempt.id, 'claimed')
    equal(await waitingIn(world), [{ channel: 'mail', count: 1, due: at }], 'later')
  }),

  scenario('waiting: more than ten thousand are not counted, and the first of them is found', async (world) => {
    for (let made = 0; made < mostCounted + atOnce; made += atOnce) {
      await post(world, atOnce, { lease: { owner: '', until: after(world.now, mostCounted - made) } })
    }
    const [mails] = await waitingIn(world)
    equal(mails?.count, mostCounted, 'count')
    equal(mails?.due, after(world.now, mostCounted - 11 * atOnce), 'due')
  }),
]

const waitingIn = (world: World) => world.store.messages.waiting({ now: world.now })

async function post(world: World, count: number, over: Partial<MessageDraft>): Promise<void> {
  const attempt = world.draw.attempt(world.now)
  const messages = Array.from({ length: count }, () => world.draw.message(world.now, attempt, over))
  await world.store.messages.post(world.at({ charges: [], also: { events: [], messages } }))
}
