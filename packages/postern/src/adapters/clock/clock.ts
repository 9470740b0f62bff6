/** Clocks. Neither ever goes back: an expiry that was reached stays reached. */
import { type Duration, type Instant, instant, later } from '../../domain/instant.ts'
import type { Clock } from '../../ports/clock.ts'

export interface ManualClock extends Clock {
  /** Moves time on by `duration`, which must not be negative. */
  advance(duration: Duration): void
}

/** The machine's clock, never earlier than `start` nor than what it said before. */
export function systemClock(start: Instant = instant(0)): Clock {
  let last = start
  return {
    now() {
      last = later(instant(Date.now()), last)
      return last
    },
  }
}

/** A clock that stands still until it is moved, for tests and simulations. */
export function manualClock(start: Instant): ManualClock {
  let now = start
  return {
    now: () => now,
    advance(duration) {
      if (!(duration >= 0)) throw new RangeError('a clock never goes back')
      now = instant(now + duration)
    },
  }
}
