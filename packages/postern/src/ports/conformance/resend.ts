/** Resending: one more set of secrets for the same attempt, which keeps its newest. */
import type { SecretSet } from '../../domain/attempt.ts'
import type { Id } from '../../domain/id.ts'
import { minutes } from '../../domain/instant.ts'
import type { Charge } from '../written.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { budget, eventsOf, look, request, requested, signIn, tally, type World } from './world.ts'

export const resend: readonly Scenario[] = [
  scenario(
    'resend: an attempt keeps its newest sets and remembers the marks of those they pushed out',
    async (world) => {
      for (const keep of [1, 2, 3]) {
        const draft = await request(world)
        const sets: SecretSet[] = [draft.set]
        for (let n = 0; n < 4; n++) {
          world.pass(minutes(1))
          const set = world.draw.set(world.now)
          equal(await resendNow(world, draft.id, { set, keep }), 'issued', 'kind')
          sets.push(set)
          const { attempt } = await look(world, draft.id)
          equal(attempt.sets, sets.slice(-keep), `sets when ${keep} are kept`)
          equal(
            attempt.superseded,
            sets.slice(0, -keep).map(({ mark, link, cancel, askedAt }) => ({ mark, link, cancel, askedAt })),
            'superseded',
          )
        }
      }
    },
  ),

  scenario('resend: the attempt lives as long as its newest set, and stays the same attempt', async (world) => {
    const draft = await request(world)
    const before = await look(world, draft.id)
    world.pass(minutes(5))
    const set = world.draw.set(world.now)
    await resendNow(world, draft.id, { set, keep: 3 })
    const { attempt } = await look(world, draft.id)
    ok(attempt.version > before.attempt.version, 'a resend does not raise the version')
    equal(
      attempt,
      { ...before.attempt, version: attempt.version, sets: [draft.set, set], expiresAt: set.until },
      'attempt',
    )
  }),

  scenario('resend: of parallel resends of one look one takes effect', async (world) => {
    const charge = budget('address', 100)
    const draft = await request(world)
    const { version } = (await look(world, draft.id)).attempt
    const kinds = await Promise.all(
      Array.from({ length: 20 }, () =>
        resendAt(world, { id: draft.id, version }, { set: world.draw.set(world.now), keep: 3, charges: [charge] }),
      ),
    )
    equal(tally(kinds), { issued: 1, changed: 19 }, 'answers')
    equal((await look(world, draft.id)).attempt.sets.length, 2, 'sets')
    equal((await world.store.messages.list(world.at({ attempt: draft.id }))).length, 2, 'messages')
    equal((await eventsOf(world, draft.id)).length, 2, 'events')
    const left = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const attempt = world.draw.attempt(world.now)
        return (
          await world.store.attempts.issue(world.at({ attempt, charges: [charge], also: requested(world, attempt) }))
        ).kind
      }),
    )
    equal(tally(left), { issued: 99, limited: 1 }, 'what the resends left of the budget')
  }),

  scenario('resend: a spent budget refuses it, and nothing changes', async (world) => {
    const charge = budget('address', 1)
    const draft = await request(world, {}, [charge])
    const before = await look(world, draft.id)
    equal(
      await resendNow(world, draft.id, { set: world.draw.set(world.now), keep: 3, charges: [charge] }),
      'limited',
      'kind',
    )
    equal(await look(world, draft.id), before, 'attempt')
    equal((await world.store.messages.list(world.at({ attempt: draft.id }))).length, 1, 'messages')
  }),

  scenario('resend: an unknown, completed or expired attempt gets no new mail', async (world) => {
    equal(
      await resendAt(world, { id: world.draw.id(world.now), version: 1 }, { set: world.draw.set(world.now), keep: 3 }),
      'changed',
      'unknown',
    )
    const completed = (await signIn(world)).attempt
    equal(await resendNow(world, completed.id, { set: world.draw.set(world.now), keep: 3 }), 'changed', 'completed')
    const late = await request(world)
    world.pass(late.set.until - world.now)
    equal(await resendNow(world, late.id, { set: world.draw.set(world.now), keep: 3 }), 'changed', 'expired')
    equal((await look(world, late.id)).attempt.sets, [late.set], 'sets of the expired one')
  }),
]

interface Sending {
  readonly set: SecretSet
  readonly keep: number
  readonly charges?: readonly Charge[]
}

async function resendNow(world: World, id: Id<'attempt'>, sending: Sending): Promise<string> {
  return resendAt(world, (await look(world, id)).attempt, sending)
}

async function resendAt(
  world: World,
  { id, version }: { readonly id: Id<'attempt'>; readonly version: number },
  { set, keep, charges = [] }: Sending,
): Promise<string> {
  const also = requested(world, world.draw.attempt(world.now, { id, set }))
  return (await world.store.attempts.resend(world.at({ id, version, set, keep, charges, also }))).kind
}
