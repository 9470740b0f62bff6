import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { instant, minutes } from '../../domain/instant.ts'
import { manualClock, systemClock } from './clock.ts'

describe('the system clock (invariant 19)', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('says what the machine says', () => {
    const clock = systemClock()
    expect(clock.now()).toBe(1_000_000)
    vi.setSystemTime(1_000_500)
    expect(clock.now()).toBe(1_000_500)
  })

  test('stands still while the machine’s clock is behind what it said', () => {
    const clock = systemClock()
    clock.now()
    vi.setSystemTime(900_000)
    expect(clock.now()).toBe(1_000_000)
    vi.setSystemTime(1_000_001)
    expect(clock.now()).toBe(1_000_001)
  })

  test('is never earlier than its start', () => {
    const clock = systemClock(instant(2_000_000))
    expect(clock.now()).toBe(2_000_000)
    vi.setSystemTime(2_000_001)
    expect(clock.now()).toBe(2_000_001)
  })
})

describe('a manual clock', () => {
  test('moves only when it is moved', () => {
    const clock = manualClock(instant(5))
    expect(clock.now()).toBe(5)
    clock.advance(minutes(1))
    expect(clock.now()).toBe(60_005)
  })

  test.each([-1, Number.NaN])('refuses to advance by %d', (duration) => {
    const clock = manualClock(instant(5))
    expect(() => clock.advance(duration)).toThrow(RangeError)
    expect(clock.now()).toBe(5)
  })
})
