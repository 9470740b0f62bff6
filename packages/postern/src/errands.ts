/**
 * Chores without a loop of their own, for hosts that freeze a process between requests: work is begun when a request
 * finds it due, and the host is asked to stay awake until it is done.
 */
import type { Courier } from './engine/outbox/courier.ts'
import type { Clock } from './ports/clock.ts'

export type WaitUntil = (work: Promise<unknown>) => void

export interface Errands {
  /** A request came: chores run if they are due. */
  due(): void
  /** A message was posted: the host waits for its delivery. */
  posted(): void
}

export interface ErrandOptions {
  readonly run: () => Promise<{ readonly nextAt: number }>
  readonly courier: Pick<Courier, 'settled'>
  readonly clock: Clock
  readonly waitUntil: WaitUntil
  readonly onFault: (fault: unknown) => void
}

const afterFault = 1_000

export function createErrands({ run, courier, clock, waitUntil, onFault }: ErrandOptions): Errands {
  let nextAt = 0
  let running = false
  const wait = (work: Promise<unknown>): void => {
    const safe = work.catch(onFault)
    try {
      waitUntil(safe)
    } catch (fault) {
      // Some hosts know no request just now. The work goes on for as long as the process does.
      onFault(fault)
    }
  }
  const round = async (): Promise<void> => {
    running = true
    try {
      nextAt = (await run()).nextAt
    } catch (fault) {
      nextAt = clock.now() + afterFault
      onFault(fault)
    } finally {
      running = false
    }
  }
  return {
    due() {
      if (!running && clock.now() >= nextAt) wait(round())
    },
    posted: () => wait(courier.settled()),
  }
}
