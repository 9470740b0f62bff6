/** Runs rows, some at the same time, and tells of each as it ends. A row that cannot be played is a row that failed. */
import type { Engine } from './databases.ts'
import type { Report, Row } from './row.ts'
import { type RunOptions, runRow } from './run-row.ts'

export interface RunAllOptions extends Omit<RunOptions, 'isAlone'> {
  readonly rows: readonly Row[]
  readonly engines: readonly Engine[]
  /** How many rows play at the same time. */
  readonly jobs: number
  readonly onReport?: (report: Report) => void
}

export async function runAll(options: RunAllOptions): Promise<readonly Report[]> {
  const { rows, engines, jobs, onReport } = options
  const plays = rows.flatMap((row) =>
    engines.filter((engine) => row.engines.includes(engine)).map((engine) => ({ row, engine })),
  )
  // Beside other rows, or the tests of a whole repository, nobody knows whose time was measured.
  const isAlone = jobs === 1
  const waiting = plays.entries()
  const reports: Report[] = []
  const work = async (): Promise<void> => {
    for (const [at, { row, engine }] of waiting) {
      const report = await play(row, engine, { ...options, isAlone })
      reports[at] = report
      onReport?.(report)
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
  return reports
}

async function play(row: Row, engine: Engine, options: RunOptions): Promise<Report> {
  const begun = performance.now()
  try {
    return await runRow(row, engine, options)
  } catch (fault) {
    const why = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
    return {
      result: {
        ...nothing,
        test: row.name,
        commit: options.commit,
        seed: options.seed,
        engine,
        wrong: 1,
        note: 'could not be played',
      },
      passed: false,
      findings: [why],
      seconds: (performance.now() - begun) / 1000,
    }
  }
}

const nothing = {
  nodes: 0,
  attempts: 0,
  acknowledged: 0,
  faults: 0,
  lost: 0,
  duplicated: 0,
  max_recovery_ms: 0,
  p99_ms: 0,
  rss_max_mb: 0,
}
