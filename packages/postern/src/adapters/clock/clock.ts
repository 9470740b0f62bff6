/** Clocks. None ever goes back: an expiry that was reached stays reached. */
import { type Duration, type Instant, instant } from '../../domain/instant.ts'
import type { Clock } from '../../ports/clock.ts'

export interface ManualClock extends Clock {
  /** Moves time on by `duration`, which must not be negative. */
  advance(duration: Duration): void
}

export interface FollowingClock extends Clock {
  /** The machine's own reading, which means nothing by itself. */
  reading(): number
  /** Told that it was `time` when `reading` said `at`. */
  follow(time: Instant, at: number): void
}

/** Milliseconds since 1970 as the machine tells them. */
const wallClock = (): number => Date.now()
/** The same at start, and from then on never moved by anybody who sets the machine's clock. */
const steadyClock = (): number => performance.timeOrigin + performance.now()

/**
 * The machine's clock, never earlier than `start` nor than what it said before. Where the machine was ahead and has been
 * set right, it goes on at half the pace of `pace` until the machine has caught up, as a following clock does.
 */
export function systemClock(
  start: Instant = instant(0),
  read: () => number = wallClock,
  pace: () => number = steadyClock,
): Clock {
  let last: number = start
  let lastPace = pace()
  return {
    now() {
      const reached = pace()
      last = Math.max(read(), last + (reached - lastPace) / 2)
      lastPace = reached
      return instant(Math.floor(last))
    },
  }
}

/**
 * A clock that follows another one. Where it turns out to be ahead, it runs at half its pace until the other has caught
 * up: it never goes back, and never stands still either, so that nothing lives on for as long as it is wrong.
 */
export function followingClock(start: Instant, read: () => number = steadyClock): FollowingClock {
  let offset = 0
  let last: number = start
  let lastRead = read()
  return {
    reading: read,
    follow(time, at) {
      offset = time - at
    },
    now() {
      const reading = read()
      const elapsed = Math.max(0, reading - lastRead)
      last = Math.max(reading + offset, last + elapsed / 2)
      lastRead = reading
      return instant(Math.floor(last))
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
