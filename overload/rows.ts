/** The two rows of this suite, as the fault suite's table calls them, and what each run of one says. */
import type { Engine, Servers } from '../faults/databases.ts'
import type { Report } from '../faults/row.ts'
import { openScene, type Scene } from './scene.ts'

export type Size = 'small' | 'full'

export interface Wishes {
  readonly seed: number
  readonly commit: string
  readonly folder: string
  readonly servers: Servers
  readonly size: Size
  /** How long the overload lasts. */
  readonly seconds: number
}

/** What only the row knows. Promises of speed are held against full runs alone: others share their machine. */
export interface Played {
  readonly attempts: number
  readonly acknowledged: number
  readonly recovery: number
  readonly p99: number
  readonly rss: number
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
  readonly note: string
}

export interface OverloadRow {
  readonly name: 'F31' | 'F32'
  play(scene: Scene, wishes: Wishes): Promise<Played>
}

export async function runRow(row: OverloadRow, engine: Engine, wishes: Wishes): Promise<Report> {
  const begun = performance.now()
  const { seed, commit, servers, size } = wishes
  const folder = `${wishes.folder}/${row.name}-${engine}`
  const scene = await openScene({ engine, seed, folder, servers, pinned: size === 'full' })
  try {
    const played = await row.play(scene, wishes)
    const { lost, wrong: found, duplicated } = await scene.rest()
    const wrong = [...played.wrong, ...found]
    const missed = size === 'full' ? played.missed : []
    return {
      result: {
        test: row.name,
        commit,
        seed,
        engine,
        nodes: 1,
        attempts: played.attempts,
        acknowledged: played.acknowledged,
        faults: 1,
        lost: lost.length,
        duplicated,
        wrong: wrong.length,
        max_recovery_ms: Math.round(played.recovery),
        p99_ms: Math.round(played.p99),
        rss_max_mb: played.rss,
        note: [played.note, ...played.missed.map((words) => `missed: ${words}`)].join('; '),
      },
      passed: lost.length + wrong.length + missed.length === 0 && played.acknowledged > 0,
      findings: [...lost, ...wrong, ...missed],
      seconds: (performance.now() - begun) / 1000,
    }
  } finally {
    await scene.close()
  }
}
