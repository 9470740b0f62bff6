/** Load before anything is counted, until the rate no longer moves: a cold peer's figure says nothing about it. */
import { runLoad } from './run-load.ts'
import type { RunningServer } from './running-server.ts'
import type { Scenario } from './scenarios.ts'

export interface WarmUp {
  readonly users: number
  readonly leastSeconds: number
  readonly mostSeconds: number
}

const windowSeconds = 1
const compared = 3
const steadyWithin = 0.05

/** Answers the seconds it took. Ends early when the last windows are as fast as those before them. */
export async function warmUp(server: RunningServer, scenario: Scenario, plan: WarmUp): Promise<number> {
  const rates: number[] = []
  for (let seconds = 0; seconds < plan.mostSeconds; seconds += windowSeconds) {
    if (seconds >= plan.leastSeconds && steady(rates)) return seconds
    rates.push((await runLoad(server, scenario, { users: plan.users, seconds: windowSeconds })).perSecond)
  }
  return plan.mostSeconds
}

export function steady(rates: readonly number[]): boolean {
  if (rates.length < 2 * compared) return false
  const last = mean(rates.slice(-compared))
  const before = mean(rates.slice(-2 * compared, -compared))
  return Math.abs(last - before) <= steadyWithin * before
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
