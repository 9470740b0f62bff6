import { afterEach, expect, test } from 'vitest'
import { seconds } from '../src/domain/instant.ts'
import type { Message } from '../src/domain/message.ts'
import {
  type CourierGround,
  closeGrounds,
  createGround,
  createHand,
  down,
  type Hand,
  type Lists,
  quiet,
  scopeOf,
  slots,
  taken,
} from './support/courier-ground.ts'

afterEach(closeGrounds)

const idsOf = (messages: readonly Message[]): readonly string[] => messages.map(({ id }) => id)

test('a transport that hangs holds up its own mails, and another tenant’s leave at once', async () => {
  const [slow, fine] = [createHand('acme/slow'), createHand('own')]
  const { post, courier } = await createGround({ acme: [slow], other: [fine] })
  await post('acme', 50)
  const others = await post('other', 3)
  expect([slow.handed.length, fine.handed]).toEqual([slots, idsOf(others)])
  expect([...courier.backlogs()].map(({ waiting }) => waiting)).toEqual([50 - slots, 0])
  const waitFor = async (tenant: string) => (await courier.backlogOf(scopeOf(tenant))).waiting
  expect([await waitFor('acme'), await waitFor('other')]).toEqual([50 - slots, 0])
})

test('tenants of one transport share its slots, in the order of their mails', async () => {
  const hand = createHand('own')
  const { post } = await createGround({ acme: [hand], other: [hand] })
  const all = [...(await post('acme', 6)), ...(await post('other', 6)), ...(await post('acme', 6))]
  expect(hand.held).toBe(slots)
  while (hand.held > 0) await hand.answer(taken, 1)
  expect(hand.handed).toEqual(idsOf(all))
})

test('ten thousand mails that wait for one transport are not looked at for those of another', async () => {
  const [slow, fine] = [createHand('acme/slow'), createHand('own')]
  const { post, put, courier } = await createGround({ acme: [slow], other: [fine] })
  const [like] = await put('acme', 1)
  let looks = 0
  for (let at = 0; at < 10_000; at++) {
    const message = new Proxy({ ...like, id: `${at}` } as Message, {
      get(target, name) {
        looks++
        return Reflect.get(target, name)
      },
    })
    courier.post({ scope: scopeOf('acme'), message })
  }
  await quiet()
  const looksEach = looks / slots
  looks = 0
  expect((await post('other', 20)).length).toBe(20)
  while (fine.held > 0) await fine.answer(taken)
  expect([fine.handed.length, looks]).toEqual([20, 0])
  await slow.answer(taken)
  expect([slow.handed.length, looks < 4 * slots * looksEach]).toEqual([2 * slots, true])
})

/** A transport that has failed, and whose pause is over. */
async function createFailed(
  lists: Lists,
  failed: Hand,
): Promise<CourierGround & { readonly first: readonly Message[] }> {
  const ground = await createGround(lists)
  const first = await ground.post('acme', 1)
  await failed.answer(down)
  ground.clock.advance(seconds(2))
  return { ...ground, first }
}

test('after its pause one mail asks after a transport, and the others leave when that was taken', async () => {
  const hand = createHand('own')
  const { first, post, states, courier } = await createFailed({ acme: [hand] }, hand)
  const round = courier.collect(10)
  await quiet()
  const others = await post('acme', 4)
  expect([hand.handed.length, hand.held]).toEqual([2, 1])
  await hand.answer(taken)
  expect(hand.held).toBe(4)
  await round
  await hand.answer(taken)
  expect(await states('acme', [...first, ...others])).toEqual(Array(5).fill('sent'))
})

test('the others are put off when it fails again, and never tried it', async () => {
  const hand = createHand('own')
  const { clock, post, states, courier } = await createFailed({ acme: [hand] }, hand)
  const others = await post('acme', 30)
  expect([hand.handed.length, hand.held]).toEqual([2, 1])
  await hand.answer(down)
  expect([hand.handed.length, courier.brokenTransports()]).toEqual([2, ['own']])
  expect(await states('acme', others)).toEqual(Array(30).fill('queued'))
  clock.advance(seconds(4))
  const round = courier.collect(100)
  await quiet()
  expect(hand.handed).toHaveLength(3)
  await hand.answer(taken)
  while (hand.held > 0) await hand.answer(taken)
  await round
  expect(await states('acme', others)).toEqual(Array(30).fill('sent'))
})

test('a mail whose lease ends while it waits for that answer is left to whoever has it now', async () => {
  const hand = createHand('own')
  const { clock, post, states } = await createFailed({ acme: [hand] }, hand)
  const others = await post('acme', 3)
  clock.advance(seconds(60))
  await hand.answer(taken)
  expect([hand.handed.length, hand.held]).toEqual([2, 0])
  expect((await states('acme', others)).slice(1)).toEqual(['queued', 'queued'])
})

test('while one mail asks after the first transport, the others leave by the second', async () => {
  const [first, second] = [createHand('first'), createHand('second')]
  const lists = { acme: [first, second] }
  const ground = await createGround(lists)
  await ground.post('acme', 1)
  await first.answer(down)
  await second.answer(taken)
  ground.clock.advance(seconds(2))
  await ground.post('acme', 5)
  expect([first.handed.length, second.handed.length]).toEqual([2, 5])
  await first.answer(taken)
  await second.answer(taken)
  await ground.post('acme', 1)
  expect([first.handed.length, second.handed.length]).toEqual([3, 5])
})

test('a first transport that is full is waited for, and one that is down is not', async () => {
  const [first, second] = [createHand('first'), createHand('second')]
  const { post } = await createGround({ acme: [first, second] })
  await post('acme', slots + 3)
  expect([first.handed.length, second.handed.length]).toEqual([slots, 0])
  await first.answer(down)
  while (second.held > 0) await second.answer(taken)
  expect([first.handed.length, second.handed.length]).toEqual([slots, slots + 3])
})

test('a second transport is no reason to wait with those who have it as their first', async () => {
  const [slow, shared] = [createHand('acme/slow'), createHand('own')]
  const { post } = await createGround({ acme: [slow, shared], other: [shared] })
  await post('acme', 50)
  await post('other', 3)
  expect([slow.held, shared.held]).toEqual([slots, 3])
})

test('a round waits for its own mails, and not for those of a transport that hangs', async () => {
  const [slow, fine] = [createHand('acme/slow'), createHand('own')]
  const { clock, post, put, courier } = await createGround({ acme: [slow], other: [fine] })
  await put('other', 5)
  clock.advance(seconds(60))
  await post('acme', 50)
  let isOver = false
  const round = courier.collect(100).then(({ collected }) => {
    isOver = true
    return collected
  })
  await quiet()
  expect([isOver, fine.held]).toEqual([false, 5])
  await fine.answer(taken)
  expect([isOver, await round, slow.held]).toEqual([true, 5, slots])
})

test('a mail that nothing can take is settled, however many wait', async () => {
  const hand = createHand('own')
  const { post, states, courier } = await createGround({ acme: [hand] })
  await post('acme', 50)
  const nobodys = await post('other', 3)
  expect(await states('other', nobodys)).toEqual(Array(3).fill('failed'))
  expect((await courier.backlogOf(scopeOf('other'))).waiting).toBe(0)
  expect([...courier.backlogs()]).toHaveLength(1)
})

test('a round that a stop overtakes is over', async () => {
  const hand = createHand('own')
  const { clock, put, states, courier } = await createGround({ acme: [hand] })
  const mails = await put('acme', 3)
  clock.advance(seconds(60))
  const round = courier.collect(10)
  await courier.stop()
  expect(await round).toEqual({ collected: 3 })
  expect([hand.handed, await states('acme', mails)]).toEqual([[], Array(3).fill('queued')])
})

test('a stop hands over nothing more: neither what waits nor what waits for an answer', async () => {
  const [slow, failed] = [createHand('acme/slow'), createHand('own')]
  const { clock, post, states, courier } = await createGround({ acme: [slow], other: [failed] })
  await post('other', 1)
  await failed.answer(down)
  clock.advance(seconds(2))
  const waiting = [...(await post('acme', slots + 5)).slice(slots), ...(await post('other', 5)).slice(1)]
  const stopped = courier.stop()
  await slow.answer(taken)
  await failed.answer(taken)
  await stopped
  expect([slow.handed.length, failed.handed.length]).toEqual([slots, 2])
  expect(await states('acme', waiting.slice(0, 5))).toEqual(Array(5).fill('queued'))
  expect(await states('other', waiting.slice(5))).toEqual(Array(4).fill('queued'))
})
