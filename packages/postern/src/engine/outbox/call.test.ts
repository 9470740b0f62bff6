import { describe, expect, test } from 'vitest'
import { days, hours, type Instant, instant, minutes, seconds } from '../../domain/instant.ts'
import { callAgainAt, callLife } from '../rules/lifetimes.ts'

describe('a webhook that fails', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => callAgainAt(instant(0), tries, 0))

  test('is called again by the schedule of Standard Webhooks', () => {
    const [first, second, third, ...rest] = pauses
    expect([first, second, third]).toEqual([seconds(5), minutes(5), minutes(30)])
    expect(rest).toEqual([2, 5, 10, 14, 20, 24].map(hours))
  })

  test('has its last call more than three days after the first, and within its life', () => {
    const latest = [1, 2, 3, 4, 5, 6, 7, 8, 9].reduce<Instant>((at, tries) => callAgainAt(at, tries, 1), instant(0))
    expect(pauses.reduce<number>((sum, pause) => sum + pause, 0)).toBeGreaterThan(days(3))
    expect(latest).toBeLessThan(callLife)
    expect(latest + hours(24)).toBeGreaterThan(callLife)
  })
})
