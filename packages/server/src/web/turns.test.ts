import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function spend(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

test('work is done in order, those first who go first, and in a later turn than it came', async () => {
  const done: string[] = []
  const turns = createTurns<string>((one) => done.push(one))
  for (const one of ['a', 'b']) turns.add(one, false)
  turns.add('c', true)
  expect([done, turns.waiting]).toEqual([[], 3])
  await nextTurn()
  expect([done, turns.waiting]).toEqual([['c', 'a', 'b'], 0])
})

test('what has no time in one turn waits for the next', async () => {
  const done: number[] = []
  const turns = createTurns<number>((one) => {
    done.push(one)
    spend(3)
  })
  for (let one = 0; one < 6; one++) turns.add(one, false)
  await nextTurn()
  expect(done.length).toBeLessThanOrEqual(2)
  while (turns.waiting > 0) await nextTurn()
  expect(done).toEqual([0, 1, 2, 3, 4, 5])
})

test('time that work takes after it has begun is counted too', async () => {
  let begun = 0
  const turns = createTurns<number>(() => {
    begun += 1
    queueMicrotask(() => spend(6))
  })
  for (let one = 0; one < 10; one++) turns.add(one, false)
  await nextTurn()
  expect(begun).toBeLessThanOrEqual(2)
})

test('a turn has time until it is over, and none for those who would overtake others', () => {
  const turns = createTurns<number>(() => undefined)
  turns.begin(1_000)
  expect([turns.hasTime(1_004), turns.hasTime(1_005)]).toEqual([true, false])
  turns.add(1, false)
  expect(turns.hasTime(1_001)).toBe(false)
})

test('a queue that has run empty starts anew', async () => {
  const done: number[] = []
  const turns = createTurns<number>((one) => done.push(one))
  for (const one of [1, 2, 3]) {
    turns.add(one, false)
    await nextTurn()
    expect(done.at(-1)).toBe(one)
  }
})
