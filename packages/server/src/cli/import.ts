/** `postern import --from <system> --source <database>`: takes over the users of another system, with their ids. */
import { resolve } from 'node:path'
import {
  type ImportConflict,
  ImportFault,
  type ImportReport,
  type ImportSystem,
  type InstallationPlace,
  importUsers,
  type LeftOut,
  PosternError,
  type StoreSource,
} from 'postern/kit'
import { databaseFault, sqliteFile, storeAt } from '../config/database-url.ts'
import { Refusal } from '../config/refusal.ts'
import type { Settings } from '../config/settings.ts'
import { showFault } from '../logs/fault.ts'
import { databaseRefusal } from '../process/database-refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { readAll, readDatabase } from './database.ts'
import { count, progressBar } from './progress-bar.ts'
import type { Said } from './said.ts'

export async function importPeople({ values }: CommandOrder): Promise<Said> {
  const { from, source, config, 'dry-run': dryRun = false } = values
  const system = systemOf(from)
  const { place, store: sourceStore } = sourceOf(source, await readAll(config))
  const { store } = await readDatabase(config)
  const bar = progressBar(process.stderr)
  const report = await importUsers({ system, place }, store, {
    dryRun,
    onProgress: ({ step, done, of }) => bar.show(step, done, of),
  })
    .catch((fault: unknown) => {
      throw refusalOf(fault, sourceStore, store)
    })
    .finally(() => bar.end())
  const failed = report.conflicts.length > 0 || report.verified === false
  return { json: { ...report, dryRun }, text: wordsOf(report, dryRun, store), failed }
}

const systems: Readonly<Record<ImportSystem, string>> = {
  'better-auth': 'better-auth',
  authjs: 'authjs',
  supabase: 'supabase',
}

function systemOf(text: string | undefined): ImportSystem {
  if (text !== undefined && Object.hasOwn(systems, text)) return text as ImportSystem
  const what = text === undefined ? '--from is missing: it' : '--from'
  throw new Refusal(
    [`${what} must name the system that people come from: ${Object.keys(systems).join(', ')}.`],
    'arguments-invalid',
  )
}

interface Source {
  readonly place: InstallationPlace
  readonly store: StoreSource
}

function sourceOf(text: string | undefined, settings: Settings): Source {
  const wants = 'sqlite: and a path, or postgres://user@host:5432/database'
  if (text === undefined) throw new Refusal([`--source is missing: it wants ${wants}.`], 'arguments-invalid')
  const fault = databaseFault(text)
  if (fault !== undefined) throw new Refusal([`--source ${fault}; what it got is not shown.`])
  const file = sqliteFile(text)
  if (file === ':memory:') throw new Refusal(['--source must be a file: nobody can be brought from memory.'])
  const place: InstallationPlace =
    file === undefined ? { kind: 'postgres', url: text } : { kind: 'sqlite', path: resolve(process.cwd(), file) }
  return { place, store: storeAt(text, process.cwd(), settings) }
}

/** Nothing that a database says is passed on: it may quote what it was given. */
function refusalOf(fault: unknown, source: StoreSource, target: StoreSource): unknown {
  if (fault instanceof ImportFault) {
    return databaseRefusal(fault.end === 'source' ? source : target, fault.cause) ?? fault.cause
  }
  if (fault instanceof PosternError && fault.detail !== undefined) return new Refusal([fault.detail], 'refused')
  const { name, code } = showFault(fault)
  return new Refusal(
    [`The import stopped (${code ?? name}). Who was taken over is here: the same command goes on where it stopped.`],
    'server-error',
  )
}

function wordsOf(report: ImportReport, dryRun: boolean, target: StoreSource): string {
  const { people, imported, present, leftOut, conflicts, leftBehind, verified } = report
  const leftLines = (Object.entries(leftOut) as [LeftOut, number][]).map(([reason, rows]) =>
    line(reasons[reason], rows),
  )
  const behind = leftBehind.filter(({ rows }) => rows > 0).map(({ what, rows }) => `${count(rows)} ${what}`)
  return [
    line('people there', people),
    line(dryRun ? 'would be taken over' : 'taken over now', imported),
    line('here already', present),
    ...leftLines,
    ...(conflicts.length === 0 ? [] : [line('in conflict', conflicts.length), ...conflictLines(conflicts)]),
    ...(behind.length === 0 ? [] : ['', `Left behind, since nobody has them here: ${behind.join(', ')}.`]),
    '',
    ...verdictOf(verified, conflicts.length, target),
  ].join('\n')
}

const reasons: Readonly<Record<LeftOut, string>> = {
  'address-unproved': 'left out: address not proved there',
  'address-invalid': 'left out: address not valid here',
  'no-address': 'left out: no address',
  'id-unfit': 'left out: id not usable here',
  deleted: 'left out: deleted there',
  anonymous: 'left out: anonymous',
  'single-sign-on': 'left out: single sign-on',
}

const line = (what: string, rows: number): string => `${what.padEnd(36)} ${count(rows).padStart(11)}`

const mostShown = 50

/** Ids and no addresses: what is printed may be kept for long. */
function conflictLines(conflicts: readonly ImportConflict[]): readonly string[] {
  const shown = conflicts
    .slice(0, mostShown)
    .map(({ kind, id, by }) =>
      kind === 'id-taken' ? `  ${id}: this id is somebody else here` : `  ${id}: ${by} has the same address`,
    )
  const more = conflicts.length - shown.length
  return more > 0 ? [...shown, `  … and ${count(more)} more`] : shown
}

function verdictOf(verified: boolean | undefined, conflicts: number, { location }: StoreSource): readonly string[] {
  const words =
    verified === undefined
      ? 'Nothing was written: this was a dry run.'
      : verified
        ? `Read again: everybody who was taken over is in ${location}.`
        : `Read again: ${location} does not hold everybody who was taken over. Something changed meanwhile: run it again.`
  return conflicts === 0
    ? [words]
    : [words, 'Those in conflict were not taken over: decide who has the address, and run it again.']
}
