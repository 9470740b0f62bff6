/** Approval by number: one guess, and never more than one. */

import type { Id } from '../../domain/id.ts'
import { hours } from '../../domain/instant.ts'
import type { Charge } from '../written.ts'
import { equal, ok } from './assert.ts'
import { type Scenario, scenario } from './scenario.ts'
import { budget, effectFor, eventsOf, look, nothing, redeemFound, request, signIn, tally, type World } from './world.ts'

export const approve: readonly Scenario[] = [
  scenario('approve: the right number approves, once, and is not charged', async (world) => {
    const { id, number } = await request(world)
    const one = budget('wrong', 1)
    equal((await look(world, id)).attempt.cancels, [], 'cancels before')
    equal(await approveNow(world, id, number, one), 'approved', 'kind')
    const { attempt } = await look(world, id)
    equal([attempt.state, attempt.cancels.length], ['approved', 1], 'state and cancels')
    equal(await approveNow(world, id, number, one), 'changed', 'once more')
    equal(await typesOf(world, id), { 'link.requested': 1, 'attempt.approved': 1 }, 'events')
    equal(await approveNow(world, (await request(world)).id, '99', one), 'wrong', 'a wrong one elsewhere')
  }),

  scenario('approve: a wrong number shuts approval, and approval only', async (world) => {
    const { id, number } = await request(world)
    equal(await approveNow(world, id, '43', budget('wrong', 3)), 'wrong', 'kind')
    const found = await look(world, id)
    const { state, approvalShut, cancels } = found.attempt
    equal([state, approvalShut, cancels], ['open', true, []], 'attempt')
    equal(await approveNow(world, id, number, budget('wrong', 3)), 'shut', 'the right number afterwards')
    equal(await typesOf(world, id), { 'link.requested': 1, 'approval.shut': 1 }, 'events')
    equal((await world.store.attempts.takeTry(world.at({ id, charges: [] }))).kind, 'taken', 'a code')
    const now = await look(world, id)
    equal((await redeemFound(world, now, effectFor(world, now))).kind, 'done', 'the link')
  }),

  scenario('approve: the cancel secret of the mail that tells of it is kept as it was given', async (world) => {
    const { id, number } = await request(world)
    const { version } = (await look(world, id)).attempt
    const cancel = world.draw.hash()
    const input = { id, version, number, cancel, wrong: budget('wrong', 3), also: nothing, alsoWrong: nothing }
    equal((await world.store.attempts.approve(world.at(input))).kind, 'approved', 'kind')
    equal((await look(world, id)).attempt.cancels, [cancel], 'cancels')
  }),

  scenario('approve: a resend does not open approval again', async (world) => {
    const { id, number } = await request(world)
    await approveNow(world, id, '43', budget('wrong', 3))
    const { version } = (await look(world, id)).attempt
    const input = { id, version, set: world.draw.set(world.now), keep: 3, charges: [], also: nothing }
    equal((await world.store.attempts.resend(world.at(input))).kind, 'issued', 'resend')
    equal((await look(world, id)).attempt.approvalShut, true, 'shut')
    equal(await approveNow(world, id, number, budget('wrong', 3)), 'shut', 'kind')
  }),

  scenario('approve: parallel guesses are one guess', async (world) => {
    for (let round = 0; round < 10; round++) {
      const { id, number } = await request(world)
      const wrong = budget(`wrong:${id}`, 1000)
      const { version } = (await look(world, id)).attempt
      const guesses = world.draw.shuffled(Array.from({ length: 90 }, (_, at) => String(at + 10)))
      const kinds = await Promise.all(guesses.map((guess) => approveAt(world, { id, version }, guess, wrong)))
      const { approved = 0, wrong: refused = 0 } = tally(kinds)
      equal(approved + refused, 1, 'guesses that were compared')
      equal(
        kinds.indexOf('approved') >= 0,
        guesses[kinds.findIndex((kind) => kind === 'approved' || kind === 'wrong')] === number,
        'only the right one approves',
      )
      const { state, approvalShut } = (await look(world, id)).attempt
      equal([state, approvalShut], approved ? ['approved', false] : ['open', true], 'attempt')
    }
  }),

  scenario('approve: every wrong number is charged, and a spent budget shuts out the right one too', async (world) => {
    const wrong = budget('wrong:address', 3, hours(24))
    for (let n = 0; n < 3; n++)
      equal(await approveNow(world, (await request(world)).id, '43', wrong), 'wrong', 'wrong number')
    const { id, number } = await request(world)
    equal(await approveNow(world, id, '43', wrong), 'shut', 'a wrong number beyond the budget')
    const next = await request(world)
    equal(await approveNow(world, next.id, number, wrong), 'shut', 'the right number beyond the budget')
    equal((await look(world, next.id)).attempt.state, 'open', 'state')
    equal(await typesOf(world, next.id), { 'link.requested': 1 }, 'events')
    world.pass(hours(24))
    equal(await approveNow(world, (await request(world)).id, number, wrong), 'approved', 'a day later')
  }),

  scenario('approve: parallel wrong numbers for different attempts keep to the budget', async (world) => {
    const wrong = budget('wrong:address', 3)
    const attempts = await Promise.all(Array.from({ length: 20 }, () => request(world)))
    const kinds = await Promise.all(attempts.map(({ id }) => approveNow(world, id, '43', wrong)))
    equal(tally(kinds), { wrong: 3, shut: 17 }, 'answers')
  }),

  scenario('approve: an unknown, changed, ended, completed or expired attempt is not approved', async (world) => {
    const wrong = budget('wrong', 100)
    equal(await approveAt(world, { id: world.draw.id(world.now), version: 1 }, '42', wrong), 'changed', 'unknown')
    const resent = await request(world)
    const { version } = (await look(world, resent.id)).attempt
    await world.store.attempts.resend(
      world.at({ id: resent.id, version, set: world.draw.set(world.now), keep: 3, charges: [], also: nothing }),
    )
    equal(await approveAt(world, { id: resent.id, version }, resent.number, wrong), 'changed', 'changed')
    const ended = await request(world)
    await world.store.attempts.endAll(world.at({ asker: ended.asker.id, hash: ended.asker.hash }))
    equal(await approveNow(world, ended.id, ended.number, wrong), 'changed', 'ended')
    const completed = (await signIn(world)).attempt
    equal(await approveNow(world, completed.id, completed.number, wrong), 'changed', 'completed')
    const late = await request(world)
    world.pass(late.set.until - world.now)
    equal(await approveNow(world, late.id, late.number, wrong), 'changed', 'expired')
    equal((await look(world, late.id)).attempt.state, 'open', 'state of the expired one')
  }),

  scenario('approve: a changed attempt is told nothing of its number and costs nothing', async (world) => {
    const one = budget('wrong', 1)
    const { id, number } = await request(world)
    const { version } = (await look(world, id)).attempt
    for (const guess of ['43', number])
      equal(await approveAt(world, { id, version: version + 1000 }, guess, one), 'changed', 'kind')
    ok(!(await look(world, id)).attempt.approvalShut, 'a guess at another version shuts approval')
    equal(await approveNow(world, id, '43', one), 'wrong', 'the budget afterwards')
  }),
]

async function approveNow(world: World, id: Id<'attempt'>, number: string, wrong: Charge): Promise<string> {
  return approveAt(world, { id, version: (await look(world, id)).attempt.version }, number, wrong)
}

async function approveAt(
  world: World,
  { id, version }: { readonly id: Id<'attempt'>; readonly version: number },
  number: string,
  wrong: Charge,
): Promise<string> {
  const also = { events: [world.draw.event(world.now, 'attempt.approved', { attempt: id })], messages: [] }
  const cancel = world.draw.hash()
  const alsoWrong = { events: [world.draw.event(world.now, 'approval.shut', { attempt: id })], messages: [] }
  return (await world.store.attempts.approve(world.at({ id, version, number, cancel, wrong, also, alsoWrong }))).kind
}

async function typesOf(world: World, id: Id<'attempt'>): Promise<Readonly<Record<string, number>>> {
  return tally((await eventsOf(world, id)).map(({ type }) => type))
}
