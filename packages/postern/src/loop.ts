/** The loop of chores: it asks each round when to come back, and never lets a fault end it. */
import type { Clock } from './ports/clock.ts'

export interface Loop {
  start(): void
  /** There is something to do: the next round comes at once, or behind the one under way. */
  wake(): void
  /** Whether its last rounds threw, one like the other: more than a stumble. */
  isFailing(): boolean
  /** Resolves when the round under way is over. */
  stop(): Promise<void>
}

const afterFault = 1_000
const aStumble = 2

export function createLoop(
  run: () => Promise<{ readonly nextAt: number }>,
  clock: Clock,
  onFault: (fault: unknown) => void,
): Loop {
  let state: 'new' | 'waiting' | 'running' | 'stopped' = 'new'
  let isWanted = false
  let faultsInARow = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let round: Promise<void> = Promise.resolve()

  const once = async (): Promise<void> => {
    let pause = afterFault
    isWanted = false
    try {
      const { nextAt } = await run()
      faultsInARow = 0
      pause = isWanted ? 0 : Math.max(0, nextAt - clock.now())
    } catch (fault) {
      faultsInARow++
      if (state !== 'stopped') onFault(fault)
    }
    if (state !== 'stopped') wait(pause)
  }

  const wait = (pause: number): void => {
    state = 'waiting'
    timer = setTimeout(() => {
      state = 'running'
      round = once()
    }, pause)
    // Chores are no reason for a process to stay alive.
    timer.unref()
  }

  return {
    start: () => wait(0),
    wake() {
      isWanted = true
      if (state !== 'waiting') return
      clearTimeout(timer)
      wait(0)
    },
    isFailing: () => faultsInARow > aStumble,
    async stop() {
      state = 'stopped'
      clearTimeout(timer)
      await round
    },
  }
}
