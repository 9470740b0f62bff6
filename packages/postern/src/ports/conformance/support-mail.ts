/** What keeps mails from an address, and the mails that wait: seen and put right by support staff. */
import type { EventDraft } from '../../domain/event.ts'
import { after, days, minutes } from '../../domain/instant.ts'
import { equal, ok } from './assert.ts'
import { asAddress, birthOwner } from './drafts.ts'
import { type Scenario, scenario } from './scenario.ts'
import { budget, eventsOf, look, nothing, request, takeTry, type World } from './world.ts'

export const supportMail: readonly Scenario[] = [
  scenario('support: a suppression is put, listed, and lifted', async (world) => {
    const { suppressions } = world.store
    const until = after(world.now, days(90))
    const put = (address: string) =>
      suppressions.put(
        world.at({ address, until, reason: 'asked-by-owner', also: { events: [event(world)], messages: [] } }),
      )
    await put('b@example.com')
    await put('a@example.com')
    const asPut = { struckAt: world.now, until, reason: 'asked-by-owner' }
    equal(
      await suppressions.find(world.at({ address: 'a@example.com' })),
      { address: 'a@example.com', ...asPut },
      'one',
    )
    const page = await suppressions.list(world.at({ limit: 1 }))
    const rest = await suppressions.list(world.at({ limit: 1, ...(page.next && { after: page.next }) }))
    equal(
      [...page.items, ...rest.items].map(({ address }) => address),
      ['a@example.com', 'b@example.com'],
      'listed',
    )
    equal((await world.of('other').store.suppressions.list(world.of('other').at({ limit: 9 }))).items, [], 'elsewhere')
    world.pass(days(40))
    const asked = await request(world, { address: asAddress('a@example.com') })
    equal((await look(world, asked.id)).subject.suppressedUntil, until, 'holds as long as it was said')
    const lift = () => suppressions.remove(world.at({ address: 'a@example.com', also: nothing }))
    equal((await lift()).kind, 'done', 'lifted')
    equal((await lift()).kind, 'unknown', 'lifted again')
    equal((await look(world, asked.id)).subject.suppressedUntil, undefined, 'after')
    equal((await eventsOf(world)).filter(({ type }) => type === 'address.suppressed').length, 2, 'events')
  }),

  scenario('support: what is spent is read, and given back whole', async (world) => {
    const charge = budget('tries/address/ada@example.com', 2)
    const other = budget('tries/address/bob@example.com', 2)
    const { id } = await request(world, { maxTries: 9 })
    equal(await takeTry(world, id, [charge, other]), 'taken', 'first')
    world.pass(minutes(1))
    equal(await takeTry(world, id, [charge]), 'taken', 'second')
    equal(await takeTry(world, id, [charge]), 'exhausted', 'third')
    const keys = [charge.key, 'tries/address/nobody@example.com']
    const [spent, ...more] = await world.store.budgets.read(world.at({ keys }))
    equal([spent?.key, spent?.hits.map(({ count }) => count), more.length], [charge.key, [1, 1], 0], 'spent')
    equal(spent?.hits[1]?.at, world.now, 'when')
    await world.store.budgets.clear(world.at({ keys: [charge.key], also: { events: [event(world)], messages: [] } }))
    equal(await world.store.budgets.read(world.at({ keys })), [], 'given back')
    equal((await world.store.budgets.read(world.at({ keys: [other.key] }))).length, 1, 'another')
    equal(await takeTry(world, id, [charge]), 'taken', 'after')
    equal((await eventsOf(world)).filter(({ type }) => type === 'address.suppressed').length, 1, 'events')
  }),

  scenario(
    'support: a waiting mail is sent earlier or dropped, one that is being delivered is neither',
    async (world) => {
      const { messages } = world.store
      const attempt = await request(world)
      const [born] = await messages.list(world.at({ attempt: attempt.id }))
      ok(born, 'no mail')
      const revise = async (act: 'retry' | 'cancel') =>
        (await messages.revise(world.at({ id: born.id, act, also: nothing }))).kind
      equal([await revise('retry'), await revise('cancel')], ['changed', 'changed'], 'while it is leased')
      const outcome = { kind: 'again', at: after(world.now, minutes(5)), reason: 'smtp-451' } as const
      await messages.settle(world.at({ settlements: [{ id: born.id, owner: birthOwner, outcome }] }))
      const claim = () =>
        messages.claim({ owner: 'other', until: after(world.now, minutes(1)), limit: 9, now: world.now })
      equal((await claim()).length, 0, 'claimed before its time')
      equal(await revise('retry'), 'done', 'made due')
      equal(
        (await claim()).map(({ id }) => id),
        [born.id],
        'claimed',
      )
      equal(await revise('cancel'), 'changed', 'cancelled under way')
      world.pass(minutes(2))
      equal(await revise('cancel'), 'done', 'cancelled')
      const now = await messages.find(world.at({ id: born.id }))
      equal([now?.state, now?.reason], ['dropped', 'cancelled'], 'state')
      equal(await messages.find(world.of('other').at({ id: born.id })), undefined, 'of another tenant')
      equal((await claim()).length, 0, 'claimed afterwards')
    },
  ),

  scenario('support: all messages of a tenant come newest first, without secrets', async (world) => {
    const attempts: string[] = []
    for (let count = 0; count < 5; count++) {
      attempts.unshift((await request(world)).id)
      await request(world.of('other'))
      world.pass(minutes(1))
    }
    const first = await world.store.messages.page(world.at({ limit: 3 }))
    const second = await world.store.messages.page(world.at({ limit: 3, ...(first.next && { after: first.next }) }))
    const items = [...first.items, ...second.items]
    equal(
      items.map(({ attempt }) => attempt),
      attempts,
      'of attempts',
    )
    ok(
      items.every(({ sealed }) => sealed === undefined),
      'a list holds sealed secrets',
    )
  }),
]

const event = (world: World): EventDraft => world.draw.event(world.now, 'address.suppressed')
