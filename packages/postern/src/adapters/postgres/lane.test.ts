import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Lane, type LaneOptions, type Waiting } from './lane.ts'

/** A lane whose batches end when they are told to. */
function controlled(limits: Omit<LaneOptions, 'run'>) {
  const batches: { readonly inputs: readonly unknown[]; end(): void }[] = []
  const run = (batch: readonly Waiting[]): Promise<void> =>
    new Promise((end) => batches.push({ inputs: batch.map(({ input }) => input), end }))
  const lane = new Lane({ ...limits, run })
  const submit = (...inputs: readonly unknown[]): void => {
    for (const input of inputs) lane.submit({ input, since: 0, resolve: () => undefined, reject: () => undefined })
  }
  return { batches, submit, sizes: () => batches.map(({ inputs }) => inputs.length) }
}

test('calls of one turn travel together, in the order they came', async () => {
  const { batches, submit } = controlled({ maxBatch: 10, maxUnderWay: 1 })
  submit(1, 2, 3)
  expect(batches).toEqual([])
  await nextTurn()
  expect(batches.map(({ inputs }) => inputs)).toEqual([[1, 2, 3]])
})

test('a lonely call leaves at the end of its turn and waits for no company', async () => {
  const { submit, sizes } = controlled({ maxBatch: 10, maxUnderWay: 1 })
  submit('alone')
  await nextTurn()
  expect(sizes()).toEqual([1])
})

test('while a batch is under way the next one gathers', async () => {
  const { batches, submit, sizes } = controlled({ maxBatch: 10, maxUnderWay: 1 })
  submit(1)
  await nextTurn()
  submit(2)
  await nextTurn()
  submit(3)
  await nextTurn()
  expect(sizes()).toEqual([1])
  batches[0]?.end()
  await nextTurn()
  expect(batches.map(({ inputs }) => inputs)).toEqual([[1], [2, 3]])
})

test('no batch is larger and no more are under way than allowed', async () => {
  const { batches, submit, sizes } = controlled({ maxBatch: 4, maxUnderWay: 2 })
  submit(...Array.from({ length: 11 }, (_, at) => at))
  await nextTurn()
  expect(sizes()).toEqual([4, 4])
  batches[1]?.end()
  await nextTurn()
  expect(sizes()).toEqual([4, 4, 3])
})

test('a call that comes when all is done is not forgotten', async () => {
  const { batches, submit, sizes } = controlled({ maxBatch: 4, maxUnderWay: 1 })
  submit(1)
  await nextTurn()
  batches[0]?.end()
  await nextTurn()
  submit(2)
  await nextTurn()
  expect(sizes()).toEqual([1, 1])
})
