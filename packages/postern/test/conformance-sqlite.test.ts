import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { sqlite } from '../src/adapters/sqlite/sqlite.ts'
import type { ScenarioContext } from '../src/ports/conformance/scenario.ts'
import { storeScenarios } from '../src/ports/conformance/suite.ts'
import { virtualClock } from '../src/ports/conformance/virtual-clock.ts'

describe('the SQLite store in memory', () => {
  for (const { name, run } of storeScenarios.filter(({ needs }) => needs !== 'reopen')) {
    test(name, () => run({ open: () => sqlite(':memory:').open(), clock: virtualClock() }), 30_000)
  }
})

describe('the SQLite store in a file', () => {
  for (const { name, run } of storeScenarios) test(name, () => inFolder(run), 60_000)
})

async function inFolder(run: (context: ScenarioContext) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-conformance-'))
  const open = () => sqlite(join(folder, 'store.db')).open()
  try {
    await run({ open, reopen: open, clock: virtualClock() })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
