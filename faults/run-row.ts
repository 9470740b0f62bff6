/** One run of one row: played, brought to rest, judged. */
import { join } from 'node:path'
import { check } from './checker.ts'
import { type Engine, readState, type Servers } from './databases.ts'
import type { Verdict } from './evidence.ts'
import { figuresOf } from './operations.ts'
import type { Findings, Report, Result, Row, Size } from './row.ts'
import { openScene, type Scene } from './scene.ts'
import { takenMails } from './taken-mails.ts'

export interface RunOptions {
  readonly size: Size
  readonly share: number
  /** Whether rows have the machine to themselves: the clock judges only then. */
  readonly isAlone: boolean
  readonly seed: number
  readonly commit: string
  readonly folder: string
  readonly servers: Servers
}

export async function runRow(row: Row, engine: Engine, options: RunOptions): Promise<Report> {
  const begun = performance.now()
  const folder = join(options.folder, `${row.name}-${engine}`)
  const scene = await openScene({ ...options, engine, folder })
  try {
    const findings = await row.run(scene)
    await scene.rest()
    const verdict = await judge(scene, row, findings)
    return report(row, scene, { findings, verdict, options, seconds: (performance.now() - begun) / 1000 })
  } finally {
    await scene.close()
  }
}

/** What the scene's history, database and mail server say together. */
async function judge(scene: Scene, { allowsServerErrors, mailsMayEnd }: Row, findings: Findings): Promise<Verdict> {
  const state = await readState(await scene.database())
  const evidence = { lines: scene.history.lines, state, mails: takenMails(scene.sink.mails) }
  const verdict = check({
    ...evidence,
    ...(allowsServerErrors && { allowsServerErrors }),
    ...(mailsMayEnd && { mailsMayEnd }),
  })
  return {
    duplicated: verdict.duplicated,
    lost: [...verdict.lost, ...(findings.lost ?? [])],
    wrong: [
      ...verdict.wrong,
      ...(findings.wrong ?? []),
      ...scene.crashes.map((lastWords) => `a node crashed: ${lastWords}`),
    ],
  }
}

interface Played {
  readonly findings: Findings
  readonly verdict: Verdict
  readonly options: RunOptions
  readonly seconds: number
}

function report(row: Row, scene: Scene, { findings, verdict, options, seconds }: Played): Report {
  const figures = figuresOf(scene.history.lines)
  const { lost, wrong, duplicated } = verdict
  const tooMany = duplicated > (findings.mayRepeat ?? 0)
  const result: Result = {
    test: row.name,
    commit: options.commit,
    seed: options.seed,
    engine: scene.engine,
    nodes: scene.peaks.nodes,
    attempts: figures.attempts,
    acknowledged: figures.acknowledged,
    faults: findings.faults ?? figures.faults,
    lost: lost.length,
    duplicated,
    wrong: wrong.length,
    max_recovery_ms: Math.round(findings.maxRecovery ?? figures.maxRecovery),
    p99_ms: figures.p99,
    rss_max_mb: scene.peaks.rss,
    ...noteOf(findings, options),
  }
  const hasCrashed = scene.crashes.length > 0
  const told = tooMany ? [`${duplicated} mails came again, where ${findings.mayRepeat ?? 0} may`] : []
  return {
    result,
    passed:
      (lost.length + wrong.length === 0 || findings.mayLose === true) && !hasCrashed && !tooMany && hasPlayed(result),
    findings: [
      ...lost,
      ...wrong,
      ...told,
      ...(hasPlayed(result) ? [] : ['nothing was acknowledged or no fault was made: nothing is proved']),
    ],
    seconds: Math.round(seconds * 10) / 10,
  }
}

const hasPlayed = ({ acknowledged, faults }: Result): boolean => acknowledged > 0 && faults > 0

function noteOf({ note }: Findings, { size, share }: RunOptions): { readonly note?: string } {
  const reach = size === 'full' && share < 1 ? `${Math.round(share * 1000) / 10} % of the full size` : undefined
  const notes = [reach, note].filter((one) => one !== undefined)
  return notes.length === 0 ? {} : { note: notes.join('; ') }
}
