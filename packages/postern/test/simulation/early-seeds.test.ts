import { expect, test } from 'vitest'
import { formatSum, simulateSeeds, sumOf } from './seeds.ts'
import { simulate } from './simulate.ts'

test('a seed is one run: what it does the second time is what it did the first time', async () => {
  const once = await simulate(7, 60)
  expect(await simulate(7, 60)).toEqual(once)
  expect((await simulate(8, 60)).trace).not.toBe(once.trace)
}, 60_000)

test('ten thousand sign-ins among crashes and lost acknowledgements keep every promise', async () => {
  const sum = sumOf(await simulateSeeds(1, 10_000))
  expect(sum.crashes, formatSum(sum, 0)).toBeGreaterThan(300)
  expect(sum.forgotten, formatSum(sum, 0)).toBeGreaterThan(1_500)
}, 900_000)
