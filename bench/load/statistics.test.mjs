import { expect, it } from 'vitest'
import { median, percentile } from './statistics.ts'
import { steady } from './warm-up.ts'

it('finds the middle, whatever the order, between two when they are even', () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

it('finds percentiles by nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => at + 1)
  expect(percentile(hundred, 0.5)).toBe(50)
  expect(percentile(hundred, 0.99)).toBe(99)
  expect(percentile([7], 0.99)).toBe(7)
})

it('calls a rate steady once three windows are like the three before', () => {
  expect(steady([100, 100, 100, 100, 100])).toBe(false)
  expect(steady([10, 50, 100, 102, 99, 103])).toBe(false)
  expect(steady([10, 50, 100, 102, 99, 103, 101, 100])).toBe(true)
})
