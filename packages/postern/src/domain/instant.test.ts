import { expect, test } from 'vitest'
import { after, before, days, earlier, hours, instant, later, minutes, seconds } from './instant.ts'

test('lengths of time are milliseconds', () => {
  expect([seconds(2), minutes(2), hours(2), days(2)]).toEqual([2_000, 120_000, 7_200_000, 172_800_000])
})

test('moments move both ways and compare', () => {
  const noon = instant(1_000_000)
  expect(before(after(noon, minutes(10)), minutes(10))).toBe(noon)
  expect(earlier(noon, after(noon, 1))).toBe(noon)
  expect(later(noon, after(noon, 1))).toBe(1_000_001)
})
