/** What the scenarios of the outbox do again and again. */

import { after, type Duration, type Instant } from '../../domain/instant.ts'
import type { Message } from '../../domain/message.ts'
import type { AttemptDraft, Settlement } from '../records.ts'
import { ok } from './assert.ts'
import { leaseLength } from './drafts.ts'
import { type World } from './world.ts'

export async function claim(
  world: World,
  owner: string,
  limit: number = 100,
  length: Duration = leaseLength,
): Promise<readonly Message[]> {
  return world.store.messages.claim({ owner, until: after(world.now, length), limit, now: world.now })
}

export async function only(world: World, attempt: AttemptDraft): Promise<Message> {
  const [message, ...more] = await world.store.messages.list(world.at({ attempt: attempt.id }))
  ok(message && more.length === 0, 'an attempt does not have exactly one message')
  return message
}

export const sent: (worksUntil: Instant) => Settlement['outcome'] = (worksUntil: Instant): Settlement['outcome'] => ({
  kind: 'sent',
  transport: 'smtp',
  worksUntil,
  reference: '250 ok',
})

export async function settle(
  world: World,
  owner: string,
  { id, attempt }: Pick<Message, 'id' | 'attempt'>,
  outcome: Settlement['outcome'],
): Promise<void> {
  const event = world.draw.event(
    world.now,
    outcome.kind === 'sent' ? 'link.delivered' : 'link.failed',
    attempt ? { attempt } : {},
  )
  await world.store.messages.settle(world.at({ settlements: [{ id, owner, outcome, event }] }))
}
