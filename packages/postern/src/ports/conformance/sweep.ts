/** Sweeping: what is long over goes, in bounded steps; nothing ever depends on it. */
import { after, days, hours, minutes } from '../../domain/instant.ts'
import type { ArtifactDraft } from '../written.ts'
import { equal, ok } from './assert.ts'
import { birthOwner } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import {
  budget,
  effectFor,
  eventsOf,
  look,
  prepare,
  redeemFound,
  request,
  requested,
  signIn,
  tally,
  unsealed,
  type World,
} from './world.ts'

export const sweep: readonly Scenario[] = [
  scenario('sweep: what lives stays', async (world) => {
    const { attempt, effect, user } = await signIn(world)
    const open = await request(world)
    const artifact = world.draw.artifact(world.now, { expiresAt: after(world.now, hours(2)) })
    await world.store.artifacts.put(world.at({ artifact }))
    await world.store.documents.put(world.at({ kind: 'theme', id: 'a', version: 0, json: '{}' }))
    world.pass(minutes(1))
    const view = async (): Promise<unknown> => ({
      attempts: [await look(world, attempt.id, effect.browser.id), await look(world, open.id)],
      session: await world.store.sessions.find(world.at({ id: effect.session.id })),
      messages: await world.store.messages.list(world.at({ attempt: open.id })),
      artifact: await world.store.artifacts.find(world.at({ kind: artifact.kind, id: artifact.id })),
      document: await world.store.documents.find(world.at({ kind: 'theme', id: 'a' })),
      user: await world.store.users.find(world.at({ id: user.id })),
      events: await eventsOf(world),
    })
    const before = await view()
    await sweepAll(world)
    equal(await view(), before, 'after the sweep')
  }),

  scenario(
    'sweep: an invitation goes a month after its end, with all that it was, and an open one stays',
    async (world) => {
      const until = after(world.now, days(60))
      const { invitations, documents } = world.store
      const put = (id: string, version: number, json: object) =>
        invitations.put(
          world.at({
            id,
            version,
            json: JSON.stringify(json),
            address: id,
            charges: [],
            also: { events: [], messages: [] },
          }),
        )
      const open = { state: 'open', expiresAt: until, data: { word: '\u0000 \ud800 \\u0000' } }
      for (const id of ['open', 'accepted', 'revoked']) await put(id, 0, open)
      for (const state of ['accepted', 'revoked']) await put(state, 1, { ...open, state })
      await documents.put(world.at({ kind: 'theme', id: 'a', version: 0, json: '{}' }))
      const left = async (): Promise<readonly string[]> => {
        await sweepAll(world)
        const { items } = await documents.list(world.at({ kind: 'invitation', limit: 10 }))
        return items.map(({ id }) => id)
      }
      world.pass(days(30) - minutes(1))
      equal(await left(), ['accepted', 'open', 'revoked'], 'before the month is over')
      world.pass(minutes(2))
      equal(await left(), ['open'], 'after the month')
      equal(await documents.history(world.at({ kind: 'invitation', id: 'accepted' })), [], 'what it was')
      world.pass(days(60) - minutes(2))
      equal(await left(), ['open'], 'within a month of its expiry')
      world.pass(minutes(2))
      equal(await left(), [], 'a month after its expiry')
      ok(await documents.find(world.at({ kind: 'theme', id: 'a' })), 'another document went too')
      equal((await put('accepted', 0, open)).kind, 'done', 'invited anew')
    },
  ),

  scenario('sweep: an attempt stays for as long as it is to be kept, and then goes with its message', async (world) => {
    const { attempt } = await signIn(world)
    const open = await request(world)
    const end = open.set.until
    world.pass(end - world.now + days(7) - minutes(1))
    await sweepAll(world)
    ok(await world.store.attempts.find(world.at({ id: open.id })), 'an attempt goes before its time')
    world.pass(hours(1))
    ok((await sweepAll(world)) > 0, 'nothing is removed')
    for (const { id } of [attempt, open]) equal(await world.store.attempts.find(world.at({ id })), undefined, 'attempt')
    for (const { id } of [attempt, open])
      equal(await world.store.messages.list(world.at({ attempt: id })), [], 'messages')
  }),

  scenario('sweep: users, their addresses, registrations and live sessions stay for good', async (world) => {
    const { attempt, effect, user } = await signIn(world)
    const session = {
      ...effect.session,
      id: world.draw.id<'session'>(world.now),
      idleUntil: after(world.now, days(400)),
      expiresAt: after(world.now, days(400)),
    }
    await signIn(world, { address: attempt.address }, { session })
    world.pass(days(300))
    await sweepAll(world)
    const { subject } = await prepare(world, attempt.address)
    equal([subject.user, subject.registration?.application], [user, attempt.application], 'subject')
    ok(await world.store.sessions.find(world.at({ id: session.id })), 'a live session is gone')
    equal(
      (await world.store.sessions.list(world.at({ user: user.id }))).map(({ id }) => id),
      [session.id],
      'sessions',
    )
  }),

  scenario('sweep: it takes so many rows of a table at most, and comes to an end', async (world) => {
    for (let n = 0; n < 25; n++) await world.store.artifacts.put(world.at({ artifact: world.draw.artifact(world.now) }))
    world.pass(days(60))
    const removed = [
      await sweepOnce(world, 10),
      await sweepOnce(world, 10),
      await sweepOnce(world, 10),
      await sweepOnce(world, 10),
    ]
    equal(removed, [10, 10, 5, 0], 'removed')
  }),

  scenario('sweep: an artifact that is put again after its time and a sweep is a new one', async (world) => {
    const artifact = world.draw.artifact(world.now)
    await world.store.artifacts.put(world.at({ artifact }))
    await consume(world, artifact)
    world.pass(days(60))
    await sweepAll(world)
    const again = { ...artifact, expiresAt: after(world.now, minutes(5)) }
    equal((await world.store.artifacts.put(world.at({ artifact: again }))).kind, 'done', 'put')
    equal(await consume(world, again), 'consumed', 'consumed')
  }),

  scenario('sweep: a spent artifact is not forgotten while it could be presented', async (world) => {
    const artifact = world.draw.artifact(world.now, { expiresAt: after(world.now, days(1)) })
    await world.store.artifacts.put(world.at({ artifact }))
    await consume(world, artifact)
    world.pass(days(1) - 1)
    await sweepAll(world)
    equal((await world.store.artifacts.put(world.at({ artifact }))).kind, 'exists', 'put')
    equal(await consume(world, artifact), 'spent', 'consumed')
  }),

  scenario('sweep: a budget is not forgotten within its windows', async (world) => {
    const day = budget('address', 2, days(1))
    await request(world, {}, [day])
    await request(world, {}, [day])
    world.pass(days(1) - 1)
    await sweepAll(world)
    const attempt = world.draw.attempt(world.now)
    const late = { attempt, charges: [day], also: requested(world, attempt) }
    equal((await world.store.attempts.issue(world.at(late))).kind, 'limited', 'within the window')
    world.pass(1)
    await sweepAll(world)
    equal(
      (await world.store.attempts.issue(world.at({ ...late, also: requested(world, attempt) }))).kind,
      'issued',
      'after it',
    )
  }),

  scenario('sweep: strikes and suppressions are not forgotten before their time', async (world) => {
    const address = world.draw.address()
    for (let n = 0; n < 2; n++) {
      const attempt = await request(world, { address })
      const [message] = await world.store.messages.list(world.at({ attempt: attempt.id }))
      ok(message, 'a request has no message')
      const outcome = { kind: 'failed', reason: 'no-such-mailbox', suppress: true } as const
      await world.store.messages.settle(world.at({ settlements: [{ id: message.id, owner: birthOwner, outcome }] }))
      world.pass(n === 0 ? days(29) : days(6))
      await sweepAll(world)
    }
    ok((await prepare(world, address)).subject.suppressedUntil !== undefined, 'a suppression is forgotten')
  }),

  scenario('sweep: sealed events go after their time, and the chain goes on', async (world) => {
    await request(world)
    const [batch] = await unsealed(world)
    ok(batch, 'nothing is to be sealed')
    const [event] = batch.events
    const sequence = event?.sequence ?? 0
    equal(
      (
        await world.store.events.seal(
          world.at({ head: batch.head, link: 'link', first: sequence, last: sequence, count: 1 }),
        )
      ).kind,
      'done',
      'seal',
    )
    world.pass(days(100))
    await sweepAll(world)
    equal(await eventsOf(world), [], 'events after their time')
    await request(world)
    world.pass(hours(1))
    await sweepAll(world)
    const left = await eventsOf(world)
    equal(
      left.map(({ at }) => at),
      [after(world.now, -hours(1))],
      'events left',
    )
    ok((left[0]?.sequence ?? 0) > sequence, 'a sequence is used again')
    const [next] = await unsealed(world)
    equal([next?.head, next?.events], ['link', left], 'still to be sealed')
  }),

  scenario('sweep: redeeming goes on while it runs', async (world) => {
    for (let n = 0; n < 30; n++) await request(world)
    world.pass(days(30))
    const attempts = await Promise.all(Array.from({ length: 30 }, () => request(world)))
    const seen = await Promise.all(attempts.map(({ id }) => look(world, id)))
    const redeems = seen.map(async (found) => (await redeemFound(world, found, effectFor(world, found))).kind)
    const [kinds] = await Promise.all([Promise.all(redeems), sweepAll(world)])
    equal(tally(kinds), { done: 30 }, 'answers')
  }),
]

async function sweepOnce(world: World, limit: number): Promise<number> {
  return (await world.store.sweep({ limit, keepAttempts: days(7), keepEvents: days(90), now: world.now })).removed
}

async function sweepAll(world: World): Promise<number> {
  let removed = 0
  for (let n = 0; n < 100; n++) {
    const some = await sweepOnce(world, 100)
    if (some === 0) return removed
    removed += some
  }
  throw new Error('sweeping does not come to an end')
}

async function consume(world: World, { kind, id }: ArtifactDraft): Promise<string> {
  return (await world.store.artifacts.consume(world.at({ kind, id }))).kind
}
