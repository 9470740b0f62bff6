/** What a row of the fault suite is, and what one run of it says. */
import type { Engine } from './databases.ts'
import type { Scene } from './scene.ts'

export type Size = 'small' | 'full'

export interface Row {
  /** As threats and figures call it: `F9`. */
  readonly name: string
  readonly about: string
  readonly engines: readonly Engine[]
  /** Faults are put into the product itself: an answer of status 500 is what it should be. */
  readonly allowsServerErrors?: true
  /** The mail server is injured, or clocks pass what a mail has to live: one that ended with a reason is not lost. */
  readonly mailsMayEnd?: true
  /** Answers with what only this row knows. What every row has, the scene knows. */
  run(scene: Scene): Promise<Findings>
}

export interface Findings {
  /** Mails that may have come more than once, by this row's own rules. None unless it says so. */
  readonly mayRepeat?: number
  /** What is lost, and wrong because of it, is counted and published, and does not fail the run. */
  readonly mayLose?: boolean
  /** Beside what the checker finds. */
  readonly wrong?: readonly string[]
  readonly lost?: readonly string[]
  readonly note?: string
  /** Instead of what the history says. */
  readonly maxRecovery?: number
  /** Instead of counting faults in the history. */
  readonly faults?: number
}

/** The line that every run prints, with exactly these names. */
export interface Result {
  readonly test: string
  readonly commit: string
  readonly seed: number
  readonly engine: Engine
  readonly nodes: number
  readonly attempts: number
  readonly acknowledged: number
  readonly faults: number
  readonly lost: number
  readonly duplicated: number
  readonly wrong: number
  readonly max_recovery_ms: number
  readonly p99_ms: number
  readonly rss_max_mb: number
  readonly note?: string
}

/** A result, whether it passes, and what was found in words. */
export interface Report {
  readonly result: Result
  readonly passed: boolean
  readonly findings: readonly string[]
  readonly seconds: number
}
