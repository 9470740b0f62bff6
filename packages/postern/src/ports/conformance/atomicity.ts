/**
 * Whole or not at all. A fault is provoked by a message id that exists: the command that brings it must throw, leave
 * nothing, and touch none of the commands that run beside it, however the store groups them.
 */
import type { Message } from '../../domain/message.ts'
import type { AttemptDraft } from '../records.ts'
import type { Also } from '../written.ts'
import { equal, ok, rejects } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  budget,
  completed,
  effectFor,
  eventsOf,
  look,
  redeemFound,
  request,
  requested,
  tally,
  type World,
} from './world.ts'

export const atomicity: readonly Scenario[] = [
  scenario('atomicity: a fault throws and leaves nothing of its command', async (world) => {
    const attempt = await request(world)
    const found = await look(world, attempt.id)
    const { id, version } = found.attempt
    const { attempts } = world.store
    const effect = effectFor(world, found, { artifact: world.draw.artifact(world.now) })
    const faulty = async (): Promise<Also> => ({
      ...completed(world, id, effect),
      messages: [await taken(world, attempt)],
    })
    const view = async (): Promise<unknown> => [
      await look(world, id, effect.browser.id),
      await eventsOf(world),
      await world.store.messages.list(world.at({ attempt: id })),
    ]
    const before = await view()
    const set = world.draw.set(world.now)
    const artifact = world.draw.artifact(world.now)
    const wrong = budget('wrong', 1)
    const cancel = world.draw.hash()
    const faults: Readonly<Record<string, (also: Also) => Promise<unknown>>> = {
      redeem: (also) => redeemFound(world, found, effect, also),
      resend: (also) => attempts.resend(world.at({ id, version, set, keep: 1, charges: [wrong], also })),
      prove: (also) => attempts.prove(world.at({ id, version, artifact, also })),
      approve: (also) =>
        attempts.approve(world.at({ id, version, number: attempt.number, cancel, wrong, also, alsoWrong: also })),
      'approve wrongly': (also) =>
        attempts.approve(world.at({ id, version, number: '99', cancel, wrong, also, alsoWrong: also })),
      cancel: (also) => attempts.cancel(world.at({ id, version, also })),
    }
    for (const [name, act] of Object.entries(faults)) {
      await rejects(act(await faulty()), `${name} with a message id that exists is answered`)
    }
    equal(await view(), before, 'after the faults')
    equal(await world.store.users.find(world.at({ id: effect.user })), undefined, 'user')
    equal(await world.store.sessions.find(world.at({ id: effect.session.id })), undefined, 'session')
    for (const { kind, id: key } of [artifact, effect.artifact ?? artifact]) {
      equal(await world.store.artifacts.find(world.at({ kind, id: key })), undefined, 'artifact')
    }
    await request(world, {}, [wrong])
  }),

  scenario(
    'atomicity: a fault does not touch the commands beside it, and each of those is done once',
    async (world) => {
      const first = await request(world)
      const one = await taken(world, first)
      const charge = budget('all', 100)
      const drafts = Array.from({ length: 40 }, () => world.draw.attempt(world.now))
      const answers = await Promise.allSettled(
        drafts.map((attempt, at) => {
          const also = requested(world, attempt)
          const faulty = at % 4 === 1
          return world.store.attempts.issue(
            world.at({ attempt, charges: [charge], also: faulty ? { ...also, messages: [one] } : also }),
          )
        }),
      )
      equal(tally(answers.map(({ status }) => status)), { fulfilled: 30, rejected: 10 }, 'answers')
      for (const [at, { id }] of drafts.entries()) {
        const found = await world.store.attempts.find(world.at({ id }))
        equal(
          found !== undefined,
          answers[at]?.status === 'fulfilled',
          'an attempt is there exactly if it was answered',
        )
      }
      equal((await eventsOf(world)).length, 31, 'events')
      const left = await Promise.all(Array.from({ length: 80 }, () => tryOne(world, charge)))
      equal(tally(left), { issued: 70, limited: 10 }, 'what is left of the budget')
    },
  ),

  scenario('atomicity: an id that exists is never taken over', async (world) => {
    const first = await request(world)
    const before = await look(world, first.id)
    const again = world.draw.attempt(world.now, { id: first.id })
    await rejects(
      world.store.attempts.issue(world.at({ attempt: again, charges: [], also: requested(world, again) })),
      'an attempt id is issued twice',
    )
    equal(await look(world, first.id), before, 'attempt')
    equal((await eventsOf(world)).length, 1, 'events')
  }),

  scenario('atomicity: the store keeps no hold on what it was given or gave', async (world) => {
    const attempt = await request(world)
    const kept = structuredClone({ set: attempt.set, hash: attempt.asker.hash })
    attempt.asker.hash.fill(0)
    attempt.set.link.fill(0)
    const found = await look(world, attempt.id)
    equal(
      [found.attempt.asker.hash, found.attempt.sets[0]?.link],
      [kept.hash, kept.set.link],
      'after the input changed',
    )
    found.attempt.asker.hash.fill(0)
    equal((await look(world, attempt.id)).attempt.asker.hash, kept.hash, 'after the output changed')
    equal(structuredClone(await look(world, attempt.id)), await look(world, attempt.id), 'as plain data')
  }),
]

/** The attempt's message with its id, as a draft of another. */
async function taken(world: World, attempt: AttemptDraft): Promise<ReturnType<World['draw']['message']>> {
  const [message]: readonly Message[] = await world.store.messages.list(world.at({ attempt: attempt.id }))
  ok(message, 'a request has no message')
  return world.draw.message(world.now, attempt, { id: message.id })
}

async function tryOne(world: World, charge: ReturnType<typeof budget>): Promise<string> {
  const attempt = world.draw.attempt(world.now)
  return (await world.store.attempts.issue(world.at({ attempt, charges: [charge], also: requested(world, attempt) })))
    .kind
}
