/** Rows that are damaged: each says so, and holds up none beside it. */
import type { Asked } from '../../domain/attempt.ts'
import { after, days, minutes } from '../../domain/instant.ts'
import type { Message } from '../../domain/message.ts'
import { equal } from './assert.ts'
import { birthOwner } from './drafts.ts'
import { claim, only, settle } from './outbox-steps.ts'
import { type Scenario, scenario } from './scenario.ts'
import { eventsOf, unsealed, type World } from './world.ts'

/** What no engine writes: text where there should be facts. */
const torn = 'torn' as Asked
const tornAbout = 'torn' as unknown as Readonly<Record<string, string>>

export const damaged: readonly Scenario[] = [
  scenario('damaged: a message that cannot be read is claimed with the others, and can be given up', async (world) => {
    const [sound, first, second] = [world.draw.attempt(world.now), ...(await damagedMails(world))]
    const message = world.draw.message(world.now, sound, { lease: { owner: birthOwner, until: world.now } })
    await world.store.attempts.issue(
      world.at({ attempt: sound, charges: [], also: { events: [], messages: [message] } }),
    )
    const claimed = await claim(world, 'other')
    const read = ({ attempt, unreadable, facts }: Message) => [attempt, unreadable ?? false, facts.kind]
    const byAttempt = claimed.toSorted((one, other) => ((one.attempt ?? '') < (other.attempt ?? '') ? -1 : 1))
    const expected = [sound, first, second].map(({ id }) => [id, id !== sound.id, 'sign-in'])
    equal(
      byAttempt.map(read),
      expected.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)),
      'claimed',
    )
    for (const each of claimed)
      if (each.unreadable) await settle(world, 'other', each, { kind: 'failed', reason: 'why' })
    for (const { id } of [first, second]) {
      const { state, reason, sealed, unreadable } = await only(world, { id } as typeof sound)
      equal([state, reason, sealed, unreadable], ['failed', 'why', undefined, true], 'given up')
    }
  }),

  scenario('damaged: an event that cannot be read is listed and sealed with the others, as its text', async (world) => {
    const events = [
      world.draw.event(world.now, 'link.opened'),
      world.draw.event(world.now, 'link.opened', { asked: torn }),
      world.draw.event(world.now, 'link.opened', { about: tornAbout }),
      world.draw.event(world.now, 'link.opened', { about: { is: 'whole' } }),
    ]
    await world.store.messages.post(world.at({ charges: [], also: { events, messages: [] } }))
    const expected = [undefined, { asked: '"torn"' }, { about: '"torn"' }, undefined]
    const listed = await eventsOf(world)
    equal(
      listed.map(({ unreadable }) => unreadable),
      expected,
      'listed',
    )
    equal(
      listed.map(({ asked, about }) => [asked, about]),
      [[], [], [], [undefined, { is: 'whole' }]].map(([asked, about]) => [asked, about]),
      'what could be read',
    )
    const [batch] = await unsealed(world)
    equal(batch?.events, listed, 'to be sealed')
  }),

  scenario(
    'damaged: an invitation that cannot be read does not keep the others, and what is over, from going',
    async (world) => {
      const { documents, artifacts } = world.store
      const put = (id: string, json: string) => documents.put(world.at({ kind: 'invitation', id, version: 0, json }))
      await put('a', '{')
      await put('b', '{"state":"revoked"}')
      await put('c', '{"state":"open","expiresAt":"soon"}')
      const artifact = world.draw.artifact(world.now, { expiresAt: after(world.now, minutes(1)) })
      await artifacts.put(world.at({ artifact }))
      world.pass(days(31))
      const { removed } = await world.store.sweep({
        now: world.now,
        limit: 100,
        keepAttempts: days(8),
        keepEvents: days(400),
      })
      equal(removed, 2, 'removed')
      const left = (await documents.list(world.at({ kind: 'invitation', limit: 10 }))).items.map(({ id }) => id)
      equal(left, ['a', 'c'], 'left for whoever mends them')
    },
  ),
]

/** One whose `asked` is torn, and one whose `about` is. */
async function damagedMails(world: World) {
  const facts = { kind: 'sign-in', locale: 'en', askedAt: world.now, program: false, asked: {} } as const
  const kinds = [
    { ...facts, asked: torn },
    { ...facts, about: tornAbout },
  ]
  const [one, other] = kinds.map((each) => {
    const attempt = world.draw.attempt(world.now)
    const lease = { owner: birthOwner, until: world.now }
    return { attempt, message: world.draw.message(world.now, attempt, { facts: each, lease }) }
  })
  if (!one || !other) throw new TypeError('there are two kinds')
  for (const { attempt, message } of [one, other]) {
    await world.store.attempts.issue(world.at({ attempt, charges: [], also: { events: [], messages: [message] } }))
  }
  return [one.attempt, other.attempt] as const
}
