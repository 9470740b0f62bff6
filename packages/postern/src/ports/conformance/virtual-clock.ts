import { type Duration, type Instant, instant } from '../../domain/instant.ts'
import type { Clock } from '../clock.ts'

/** A clock that stands still until it is told to go on. */
export interface VirtualClock extends Clock {
  advance(by: Duration): void
}

export function virtualClock(start: Instant = instant(Date.UTC(2026, 0, 5, 9))): VirtualClock {
  let now = start
  return {
    now: () => now,
    advance: (by) => {
      now = instant(now + by)
    },
  }
}
