/**
 * `npm run test:faults`: real processes, real kills, real databases, and a judge. Prints one JSON line for each row and
 * engine, and a table for people; ends with 1 when anything was lost or wrong.
 */

import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { commitHere } from './commit-here.ts'
import { createServers, type Engine } from './databases.ts'
import { printTable } from './print-table.ts'
import type { Report, Row, Size } from './row.ts'
import { rows } from './rows/rows.ts'
import { runAll } from './run-all.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    engine: { type: 'string' },
    size: { type: 'string', default: 'small' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(`${help()}\n`)
  process.exit()
}
const folder = mkdtempSync(join(tmpdir(), 'postern-faults-'))
const servers = createServers()
const file = values.json
if (file) writeFileSync(file, '')
try {
  const reports = await runAll({
    rows: chosen(values.only),
    engines: enginesOf(values.engine),
    jobs: Math.max(1, Number(values.jobs)),
    ...sizeOf(values.size),
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    commit: commitHere(),
    folder,
    servers,
    onReport: (report) => tell(report, file),
  })
  printTable(reports)
  process.exitCode = reports.every(({ passed }) => passed) ? 0 : 1
} finally {
  await servers.remove()
  if (values.keep) process.stderr.write(`histories are in ${folder}\n`)
  else rmSync(folder, { recursive: true, force: true })
}
// A row that failed may have left something that waits.
process.exit()

function tell({ result, findings }: Report, file: string | undefined): void {
  const line = `${JSON.stringify(result)}\n`
  process.stdout.write(line)
  if (file) appendFileSync(file, line)
  for (const finding of findings.slice(0, 20)) process.stderr.write(`  ${result.test} ${result.engine}: ${finding}\n`)
}

function chosen(only: string | undefined): readonly Row[] {
  if (only === undefined) return rows
  const names = only.toLowerCase().split(',')
  const unknown = names.filter((name) => !rows.some((row) => row.name.toLowerCase() === name))
  if (unknown.length > 0)
    throw new Error(`no such row: ${unknown.join(', ')}; there are ${rows.map(({ name }) => name).join(', ')}`)
  return rows.filter(({ name }) => names.includes(name.toLowerCase()))
}

function enginesOf(engine: string | undefined): readonly Engine[] {
  if (engine === undefined) return ['sqlite', 'postgres']
  if (engine === 'sqlite' || engine === 'postgres') return [engine]
  throw new Error('--engine is sqlite or postgres')
}

/** `10%` goes a tenth of the way to the full size, and is judged as that is. */
function sizeOf(size: string): { readonly size: Size; readonly share: number } {
  if (size === 'small' || size === 'full') return { size, share: 1 }
  const percent = Number(/^(\d{1,2}(?:\.\d)?)%$/.exec(size)?.[1])
  if (percent > 0) return { size: 'full', share: percent / 100 }
  throw new Error('--size is small, full, or a share of full such as 10%')
}

function help(): string {
  return [
    'npm run test:faults -- [options]',
    '  --only F1,F9      these rows',
    '  --engine NAME     sqlite or postgres; both where nothing is said',
    '  --size SIZE       small (seconds each), full (hours in all), or a share of full such as 10%',
    '  --seed N          what is drawn is drawn again',
    '  --jobs N          rows at the same time; what is measured in time is judged with 1 only',
    '  --json FILE       the lines, in a file as well',
    '  --keep            leave the histories where they are',
    '',
    ...rows.map(({ name, about, engines }) => `  ${name.padEnd(4)} ${about} (${engines.join(', ')})`),
  ].join('\n')
}
