/** The short form of the suite as tests of one engine: every row, seconds each, several at the same time. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServers, type Engine } from './databases.ts'
import type { Report } from './row.ts'
import { rows } from './rows/rows.ts'
import { runAll } from './run-all.ts'

/** A row alone takes seconds. A machine that does much else is given time. */
const longest = 900_000
const jobs = 3

export function testShortForm(engine: Engine): void {
  const seed = Number(process.env['POSTERN_FAULTS_SEED'] ?? Date.now() % 1_000_000)
  const reports = new Map<string, Report>()
  const servers = createServers()
  let folder = ''

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postern-faults-'))
    const onReport = (report: Report): void => void reports.set(report.result.test, report)
    await runAll({
      rows,
      engines: [engine],
      jobs,
      size: 'small',
      share: 1,
      seed,
      commit: '',
      folder,
      servers,
      onReport,
    })
  }, longest)

  afterAll(async () => {
    await servers.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  describe(`on ${engine}, with seed ${seed}, nothing acknowledged is lost and nothing is wrong when`, () => {
    for (const { name, about } of rows.filter(({ engines }) => engines.includes(engine))) {
      test(`${about} (${name})`, () => {
        const report = reports.get(name)
        expect(report?.passed, report?.findings.join('\n') ?? 'it was not played').toBe(true)
      })
    }
  })
}
