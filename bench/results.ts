/** Everything one run of the bench found out, as it is printed and as `--json` writes it. */
import type { ContestantName, Size, StoreName } from './contestants.ts'
import type { Measure } from './load/run-load.ts'
import type { Scenario } from './load/scenarios.ts'
import { median } from './load/statistics.ts'

export type ByContestant<T> = Partial<Record<ContestantName, T>>

export interface Growth {
  readonly size: Size
  readonly scenarios: Partial<Record<Scenario, { readonly empty: Measure; readonly full: Measure }>>
}

export interface Nodes {
  readonly count: number
  readonly one: Measure
  readonly several: Measure
}

export interface Memory {
  readonly signIns: number
  /** Resident bytes after each tenth of the sign-ins; the first is before any. */
  readonly rssBytes: readonly number[]
}

export interface Results {
  readonly at: string
  readonly node: string
  readonly machine: string
  readonly store: StoreName
  /** Its version, where one took part. */
  readonly postgres: string | undefined
  readonly pinned: boolean
  readonly users: number
  readonly rounds: number
  readonly seconds: number
  readonly quick: boolean
  /** Medians over the rounds. */
  readonly rates: Partial<Record<Scenario, ByContestant<Measure>>>
  readonly oneUser: ByContestant<Measure>
  readonly coldStartMs: ByContestant<number>
  readonly growth: ByContestant<Growth>
  readonly memory: ByContestant<Memory>
  readonly nodes: ByContestant<Nodes>
}

/** Each figure's own median, except the stall: of that, the longest. */
export function medianMeasure(measures: readonly Measure[]): Measure {
  const of = (read: (measure: Measure) => number) => median(measures.map(read))
  return {
    operations: measures.reduce((sum, { operations }) => sum + operations, 0),
    perSecond: of(({ perSecond }) => perSecond),
    p50Ms: of(({ p50Ms }) => p50Ms),
    p99Ms: of(({ p99Ms }) => p99Ms),
    cpuSecondsPerThousand: of(({ cpuSecondsPerThousand }) => cpuSecondsPerThousand),
    databaseCpuSecondsPerThousand: medianIfAny(measures),
    rssBytes: of(({ rssBytes }) => rssBytes),
    stallMs: Math.max(...measures.map(({ stallMs }) => stallMs)),
  }
}

function medianIfAny(measures: readonly Measure[]): number | undefined {
  const known = measures.flatMap(({ databaseCpuSecondsPerThousand: seconds }) =>
    seconds === undefined ? [] : [seconds],
  )
  return known.length === 0 ? undefined : median(known)
}
