import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { instant, minutes } from '../../domain/instant.ts'
import { followingClock, manualClock, systemClock } from './clock.ts'

describe('the system clock (invariant 19)', () => {
  let passed = 0
  const clockFrom = (start: number) => systemClock(instant(start), undefined, () => passed)

  beforeEach(() => {
    passed = 0
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

  test('runs at half its pace while the machine’s clock is behind what it said', () => {
    const clock = clockFrom(0)
    clock.now()
    vi.setSystemTime(900_000)
    expect(clock.now()).toBe(1_000_000)
    passed += 60_000
    vi.setSystemTime(960_000)
    expect(clock.now()).toBe(1_030_000)
    passed += 140_000
    vi.setSystemTime(1_100_000)
    expect(clock.now()).toBe(1_100_000)
  })

  test('gains nothing from a machine whose clock is set back and forth', () => {
    const clock = clockFrom(0)
    for (const time of [1_000_000, 900_000, 1_000_000, 900_000]) {
      vi.setSystemTime(time)
      expect(clock.now()).toBe(1_000_000)
    }
  })

  test('is never earlier than its start', () => {
    const clock = clockFrom(2_000_000)
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

describe('a clock that follows another one', () => {
  let reading = 0
  const clockAt = (start: number) => followingClock(instant(start), () => reading)

  beforeEach(() => {
    reading = 1_000
  })

  test('says what the other one says, whatever the machine thinks', () => {
    const clock = clockAt(0)
    clock.follow(instant(31_000), 1_000)
    expect(clock.now()).toBe(31_000)
    reading += 500
    expect(clock.now()).toBe(31_500)
  })

  test('is never earlier than its start', () => {
    const clock = clockAt(50_000)
    clock.follow(instant(31_000), 1_000)
    expect(clock.now()).toBe(50_000)
  })

  test('that is ahead runs at half its pace until it is caught up with', () => {
    const clock = clockAt(0)
    clock.follow(instant(31_000), 1_000)
    clock.now()
    clock.follow(instant(30_000), 1_000)
    expect(clock.now()).toBe(31_000)
    reading += 1_000
    expect(clock.now()).toBe(31_500)
    reading += 1_000
    expect(clock.now()).toBe(32_000)
    reading += 1_000
    expect(clock.now()).toBe(33_000)
  })
})
