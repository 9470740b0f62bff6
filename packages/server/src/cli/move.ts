/** `postern migrate --from … --to …`: moves a whole installation to another database, and proves that it did. */
import { resolve } from 'node:path'
import {
  type ComparedTable,
  type InstallationPlace,
  MoveFault,
  type MoveReport,
  moveInstallation,
  PosternError,
  type StoreSource,
} from 'postern/kit'
import { databaseFault, sqliteFile, storeAt } from '../config/database-url.ts'
import { Refusal } from '../config/refusal.ts'
import type { Settings } from '../config/settings.ts'
import { showFault } from '../logs/fault.ts'
import { databaseRefusal } from '../process/database-refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { readAll } from './database.ts'
import { count, progressBar } from './progress-bar.ts'
import type { Said } from './said.ts'

export async function move({ values }: CommandOrder): Promise<Said> {
  const { config, from, to } = values
  if (values['dry-run'])
    throw new Refusal(['--dry-run is for the schema. A move changes nothing where it moves from.'], 'arguments-invalid')
  const settings = await readAll(config)
  const source = endOf('--from', from, settings)
  const target = endOf('--to', to ?? settings.databaseUrl, settings)
  const bar = progressBar(process.stderr)
  const began = performance.now()
  const report = await moveInstallation(source.place, target.place, {
    now: Date.now,
    onProgress: ({ step, table, done, of }) => bar.show(`${step} ${table}`, done, of),
  })
    .catch((fault: unknown) => {
      throw refusalOf(fault, source.store, target.store)
    })
    .finally(() => bar.end())
  const text = wordsOf(report, source.store, target.store, (performance.now() - began) / 1000)
  return { json: report, text, failed: report.kind === 'differs' }
}

interface End {
  readonly place: InstallationPlace
  readonly store: StoreSource
}

function endOf(flag: '--from' | '--to', text: string | undefined, settings: Settings): End {
  if (text === undefined) {
    const also = flag === '--to' ? ', and DATABASE_URL is not set' : ''
    throw new Refusal(
      [`${flag} is missing${also}: it wants sqlite: and a path, or postgres://user@host:5432/database.`],
      'arguments-invalid',
    )
  }
  const fault = databaseFault(text)
  if (fault !== undefined) throw new Refusal([`${flag} ${fault}; what it got is not shown.`])
  const file = sqliteFile(text)
  if (file === ':memory:') throw new Refusal([`${flag} must be a file: nothing can be moved from or to memory.`])
  const place: InstallationPlace =
    file === undefined ? { kind: 'postgres', url: text } : { kind: 'sqlite', path: resolve(process.cwd(), file) }
  return { place, store: storeAt(text, process.cwd(), settings) }
}

/** Nothing that a database says is passed on: it may quote what it was given. */
function refusalOf(fault: unknown, from: StoreSource, to: StoreSource): unknown {
  if (fault instanceof MoveFault) {
    const store = fault.end === 'from' ? from : to
    return databaseRefusal(store, fault.cause) ?? fault.cause
  }
  if (fault instanceof PosternError && fault.detail !== undefined) return new Refusal([fault.detail], 'refused')
  const { name, code } = showFault(fault)
  return new Refusal(
    [`The move stopped (${code ?? name}). What was moved is kept: the same command goes on where it stopped.`],
    'server-error',
  )
}

function wordsOf({ kind, tables, moved }: MoveReport, from: StoreSource, to: StoreSource, seconds: number): string {
  if (kind === 'before') return `${to.location} holds all of ${from.location} already: this move was finished earlier.`
  const rate = Math.round(moved / Math.max(seconds, 0.001))
  const how = `${count(moved)} rows moved in ${seconds.toFixed(1)} s, the comparison included (${count(rate)} rows/s).`
  const verdict = kind === 'moved' ? sameWords(from, to) : differentWords(tables, from, to)
  return [...tableLines(tables), '', how, ...verdict].join('\n')
}

function tableLines(tables: readonly ComparedTable[]): readonly string[] {
  const lines = tables.map(({ name, from, to, same }) => [
    name,
    count(from.rows),
    count(to.rows),
    `${from.hash.slice(0, 16)}…`,
    same ? 'same' : `DIFFERENT: ${to.hash.slice(0, 16)}…`,
  ])
  const all = [['table', 'source', 'target', 'SHA-256 of all rows', ''], ...lines]
  const widths = [0, 1, 2, 3].map((at) => Math.max(...all.map((line) => (line[at] ?? '').length)))
  return all.map((line) =>
    line
      .map((cell, at) => (at === 1 || at === 2 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

function sameWords(from: StoreSource, to: StoreSource): readonly string[] {
  return [
    `${to.location} holds all of ${from.location}, row by row.`,
    'Set DATABASE_URL to it, keep POSTERN_SECRET as it is, and start the servers: everybody stays signed in.',
  ]
}

function differentWords(tables: readonly ComparedTable[], from: StoreSource, to: StoreSource): readonly string[] {
  const names = tables.filter(({ same }) => !same).map(({ name }) => name)
  return [
    `${to.location} is NOT the same as ${from.location}: ${names.join(', ')}.`,
    'One of them was written to since the move began. Stop every server, empty the target, and move again.',
  ]
}
