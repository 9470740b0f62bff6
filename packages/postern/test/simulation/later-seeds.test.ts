import { expect, test } from 'vitest'
import { formatSum, simulateSeeds, sumOf } from './seeds.ts'

// A file of its own, so that both halves run at the same time.
test('ten thousand sign-ins more, from other seeds, keep every promise as well', async () => {
  const sum = sumOf(await simulateSeeds(1_001, 10_000))
  expect(sum.signIns, formatSum(sum, 0)).toBeGreaterThanOrEqual(10_000)
  expect(sum.crashes, formatSum(sum, 0)).toBeGreaterThan(300)
}, 900_000)
