/** The loop of chores: it asks each round when to come back, and never lets a fault end it. */
import type { Clock } from './ports/clock.ts'

export interface Loop {
  start(): void
  /** Resolves when the round under way is over. */
  stop(): Promise<void>
}

const afterFault = 1_000

export function createLoop(
  run: () => Promise<{ readonly nextAt: number }>,
  clock: Clock,
  onFault: (fault: unknown) => void,
): Loop {
  let stopped = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let round: Promise<void> = Promise.resolve()

  const once = async (): Promise<void> => {
    let pause = afterFault
    try {
      const { nextAt } = await run()
      pause = Math.max(0, nextAt - clock.now())
    } catch (fault) {
      if (!stopped) onFault(fault)
    }
    if (!stopped) wait(pause)
  }

  const wait = (pause: number): void => {
    timer = setTimeout(() => {
      round = once()
    }, pause)
    // Chores are no reason for a process to stay alive.
    timer.unref()
  }

  return {
    start: () => wait(0),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await round
    },
  }
}
