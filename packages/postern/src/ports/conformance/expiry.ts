/** Expiry is decided when something is read, by the moment the caller names. No sweeper runs in these scenarios. */
import { after, hours, instant, minutes } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { budget, effectFor, look, nothing, redeemFound, request, signIn, type World } from './world.ts'

export const expiry: readonly Scenario[] = [
  scenario('expiry: an attempt works to its last millisecond and not at its end', async (world) => {
    for (let round = 0; round < 3; round++) {
      const early = await request(world)
      const late = await request(world)
      world.pass(early.set.until - world.now - 1)
      equal(await answersOf(world, early.id), ['taken', 'issued', 'approved', 'done'], 'a millisecond before')
      world.pass(1)
      equal(await answersOf(world, late.id), ['exhausted', 'changed', 'changed', 'changed'], 'at the end')
    }
  }),

  scenario('expiry: an expired attempt is found as it was, for whoever wants to tell', async (world) => {
    const draft = await request(world)
    const before = await look(world, draft.id)
    world.pass(hours(2))
    equal(await look(world, draft.id), before, 'attempt')
    const proved = {
      id: draft.id,
      version: before.attempt.version,
      artifact: world.draw.artifact(world.now),
      also: nothing,
    }
    equal((await world.store.attempts.prove(world.at(proved))).kind, 'changed', 'prove')
    equal((await look(world, draft.id)).attempt.state, 'open', 'state')
  }),

  scenario('expiry: a shortened set ends its attempt sooner', async (world) => {
    const draft = await request(world)
    const [message] = await world.store.messages.list(world.at({ attempt: draft.id }))
    ok(message, 'a request has no message')
    const outcome = { kind: 'sent', transport: 'smtp', worksUntil: after(world.now, minutes(10)) } as const
    await world.store.messages.settle(
      world.at({ settlements: [{ id: message.id, owner: message.lease.owner, outcome }] }),
    )
    world.pass(minutes(10))
    const found = await look(world, draft.id)
    equal((await redeemFound(world, found, effectFor(world, found))).kind, 'changed', 'redeemed')
  }),

  scenario('expiry: a session ends at the earlier of its two ends, to the millisecond', async (world) => {
    for (const [idle, whole] of [
      [minutes(30), hours(5)],
      [hours(5), minutes(30)],
    ] as const) {
      const attempt = await request(world)
      const found = await look(world, attempt.id)
      const effect = effectFor(world, found)
      const session = { ...effect.session, idleUntil: after(world.now, idle), expiresAt: after(world.now, whole) }
      await redeemFound(world, found, { ...effect, session })
      world.pass(minutes(30) - 1)
      ok(await world.store.sessions.find(world.at({ id: session.id })), 'a session ends a millisecond early')
      world.pass(1)
      equal(await world.store.sessions.find(world.at({ id: session.id })), undefined, 'session at its end')
      equal(await world.store.sessions.list(world.at({ user: effect.user })), [], 'list at its end')
    }
  }),

  scenario('expiry: the moment of the caller decides, whatever the machine believes', async (world) => {
    for (const moment of [Date.UTC(1999, 11, 31), Date.UTC(2120, 5, 1)]) {
      world.pass(moment - world.now)
      const { effect } = await signIn(world)
      ok(await world.store.sessions.find(world.at({ id: effect.session.id })), 'a fresh session is not found')
      const draft = world.draw.artifact(world.now)
      await world.store.artifacts.put(world.at({ artifact: draft }))
      equal(await world.store.artifacts.find(world.at({ kind: draft.kind, id: draft.id })), draft, 'artifact')
      equal((await request(world, {}, [budget(`at ${moment}`, 1)])).set.askedAt, instant(moment), 'asked at')
    }
  }),
]

async function answersOf(world: World, id: Parameters<typeof look>[1]): Promise<readonly string[]> {
  const { attempts } = world.store
  const tried = await attempts.takeTry(world.at({ id, charges: [] }))
  const seen = await look(world, id)
  const resent = await attempts.resend(
    world.at({
      id,
      version: seen.attempt.version,
      set: seen.attempt.sets[0] ?? world.draw.set(world.now),
      keep: 3,
      charges: [],
      also: nothing,
    }),
  )
  const { version, number } = (await look(world, id)).attempt
  const approved = await attempts.approve(
    world.at({
      id,
      version,
      number,
      cancel: world.draw.hash(),
      wrong: budget('wrong', 9),
      also: nothing,
      alsoWrong: nothing,
    }),
  )
  const now = await look(world, id)
  const redeemed = await redeemFound(world, now, effectFor(world, now))
  return [tried.kind, resent.kind, approved.kind, redeemed.kind]
}
