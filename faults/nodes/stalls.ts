/** How long the event loop of this process stands still, and how much of that is work of its own and not of others. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Stalls } from './orders.ts'

const step = 5

/** Answers how it was since the last time that this was asked. */
export function watchStalls(): () => Stalls {
  const delays = monitorEventLoopDelay({ resolution: step })
  delays.enable()
  let [before, longestWork] = [workSoFar(), 0]
  const look = (): void => {
    const now = workSoFar()
    longestWork = Math.max(longestWork, now - before)
    before = now
  }
  setInterval(look, step).unref()
  return () => {
    look()
    const stalls = { longestStall: beyondStep(delays.max), stallP99: beyondStep(delays.percentile(99)), longestWork }
    delays.reset()
    longestWork = 0
    return stalls
  }
}

/** What is measured is the time between two turns, a step apart where nothing stands still. In nanoseconds. */
const beyondStep = (between: number): number => Math.max(0, between / 1e6 - step)

/** Milliseconds that this thread had a core. */
function workSoFar(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
