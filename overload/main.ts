/**
 * `npm run test:overload`: more than the server can do, and people who are slow on purpose. Prints one JSON line for each
 * row and engine, in the fault suite's form, and a table for people; ends with 1 when a promise was broken.
 */

import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { commitHere } from '../faults/commit-here.ts'
import { createServers, type Engine } from '../faults/databases.ts'
import { printTable } from '../faults/print-table.ts'
import type { Report } from '../faults/row.ts'
import { tenTimes } from './f31-ten-times.ts'
import { slowClients } from './f32-slow-clients.ts'
import { type OverloadRow, runRow } from './rows.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'F31,F32' },
    engine: { type: 'string', default: 'sqlite,postgres' },
    size: { type: 'string', default: 'full' },
    seconds: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'string' },
  },
})
const size = oneOf(['small', 'full'] as const, values.size, '--size')
const engines = values.engine.split(',').map((name) => oneOf(['sqlite', 'postgres'] as const, name, '--engine'))
const names = values.only.toUpperCase().split(',')
const rows = names.map((name) => oneOf(['F31', 'F32'] as const, name, '--only')).map(rowOf)
// Below the repository: a temporary folder in memory would make durability free.
const cache = fileURLToPath(new URL('../.cache/', import.meta.url))
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, 'overload-'))
const servers = createServers()
const wishes = {
  seed: Number(values.seed ?? Date.now() % 1_000_000),
  commit: commitHere(),
  folder,
  servers,
  size,
  seconds: Number(values.seconds ?? (size === 'full' ? 60 : 5)),
}
const reports: Report[] = []
if (values.json) writeFileSync(values.json, '')
try {
  for (const row of rows) for (const engine of engines) await play(row, engine)
  printTable(reports)
  process.exitCode = reports.every(({ passed }) => passed) ? 0 : 1
} finally {
  await servers.remove()
  rmSync(folder, { recursive: true, force: true })
}

async function play(row: OverloadRow, engine: Engine): Promise<void> {
  const report = await runRow(row, engine, wishes)
  reports.push(report)
  const line = `${JSON.stringify(report.result)}\n`
  process.stdout.write(line)
  if (values.json) appendFileSync(values.json, line)
  for (const finding of report.findings.slice(0, 20)) process.stderr.write(`  ${row.name} ${engine}: ${finding}\n`)
}

function rowOf(name: 'F31' | 'F32'): OverloadRow {
  return name === 'F31' ? tenTimes : slowClients
}

function oneOf<T extends string>(choices: readonly T[], given: string, flag: string): T {
  const found = choices.find((choice) => choice === given)
  if (found === undefined) throw new Error(`${flag} is ${choices.join(' or ')}; it got ${given}`)
  return found
}
