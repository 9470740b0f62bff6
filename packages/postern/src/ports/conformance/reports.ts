/** What mail systems tell of a mail after they took it. */

import type { EventType } from '../../domain/event.ts'
import { after, days, type Instant } from '../../domain/instant.ts'
import type { AttemptDraft } from '../records.ts'
import { equal } from './assert.ts'
import { only } from './outbox-steps.ts'
import { type Scenario, scenario } from './scenario.ts'
import { eventsOf, prepare, request, type World } from './world.ts'

export const reports: readonly Scenario[] = [
  scenario('reports: a notice becomes an event of its message’s attempt, once', async (world) => {
    const attempt = await request(world)
    const { id, application } = await only(world, attempt)
    const artifact = notice(world)
    const first = await report(world, { id, artifact, type: 'message.delayed' })
    equal(first, { kind: 'noted', application, attempt: attempt.id }, 'first')
    equal(await report(world, { id, artifact, type: 'message.delayed' }), { kind: 'repeated' }, 'again')
    const told = (await eventsOf(world, attempt.id)).filter(({ type }) => type === 'message.delayed')
    equal(
      told.map((event) => [event.application, event.about]),
      [[application, { provider: 'p' }]],
      'events',
    )
    equal(await suppressedUntil(world, attempt), undefined, 'suppression')
  }),

  scenario('reports: a notice of another tenant’s message, or of none, changes nothing', async (world) => {
    const attempt = await request(world)
    const { id } = await only(world, attempt)
    const other = world.of('other')
    const until = after(world.now, days(7))
    const artifact = notice(world)
    equal(await report(other, { id, artifact, type: 'message.bounced', until }), { kind: 'unknown' }, 'of another')
    equal(
      await report(world, { id: world.draw.id(world.now), artifact, type: 'message.bounced', until }),
      { kind: 'unknown' },
      'of none',
    )
    equal(await eventsOf(other), [], 'events')
    equal(await suppressedUntil(world, attempt), undefined, 'suppression')
    equal((await report(world, { id, artifact, type: 'message.bounced' })).kind, 'noted', 'the same notice, rightly')
  }),

  scenario('reports: a suppression begins at once, never shortens one, and ends by itself', async (world) => {
    const attempt = await request(world)
    const { id } = await only(world, attempt)
    const until = after(world.now, days(7))
    await report(world, { id, artifact: notice(world), type: 'message.bounced', until })
    equal(await suppressedUntil(world, attempt), until, 'after a bounce')
    await report(world, { id, artifact: notice(world), type: 'message.complained', until: after(world.now, days(1)) })
    equal(await suppressedUntil(world, attempt), until, 'after a shorter one')
    world.pass(days(7))
    equal(await suppressedUntil(world, attempt), undefined, 'a week later')
  }),
]

const notice = (world: World) => world.draw.artifact(world.now, { kind: 'mail-notice' })

interface Reported {
  readonly id: Parameters<World['store']['messages']['report']>[0]['id']
  readonly artifact: ReturnType<typeof notice>
  readonly type: EventType
  readonly until?: Instant
}

function report(
  world: World,
  { id, artifact, type, until }: Reported,
): ReturnType<World['store']['messages']['report']> {
  const event = world.draw.event(world.now, type, { about: { provider: 'p' } })
  const suppress = until === undefined ? {} : { suppress: { until, reason: 'bounced' } }
  return world.store.messages.report(world.at({ id, artifact, event, ...suppress }))
}

async function suppressedUntil(world: World, { address }: AttemptDraft): Promise<Instant | undefined> {
  return (await prepare(world, address)).subject.suppressedUntil
}
