/** `postern backup <file>`: a copy of a SQLite database at one moment, while servers run. */
import { resolve } from 'node:path'
import { backupFile, PosternError } from 'postern/kit'
import { sqliteFile } from '../config/database-url.ts'
import { Refusal } from '../config/refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { readDatabase } from './database.ts'
import type { Said } from './said.ts'

export async function backup({ args, values }: CommandOrder): Promise<Said> {
  const [file = ''] = args
  const { text } = await readDatabase(values.config)
  const path = sqliteFile(text)
  if (path === undefined) throw new Refusal([withItsOwnTools], 'refused')
  if (path === ':memory:') throw new Refusal(['DATABASE_URL must be a file: memory cannot be backed up.'], 'refused')
  const to = resolve(process.cwd(), file)
  const bytes = copy(resolve(process.cwd(), path), to)
  const words = `${to} holds everything (${size(bytes)}). Keep POSTERN_SECRET apart from it.`
  return { json: { file: to, bytes }, text: words }
}

const withItsOwnTools =
  'postern backup is for SQLite. PostgreSQL has tools of its own: pg_dump --format=custom --file=postern.dump "$DATABASE_URL". More: docs/guides/backup.md'

function copy(path: string, to: string): number {
  try {
    return backupFile(path, to)
  } catch (fault) {
    throw fault instanceof PosternError && fault.detail !== undefined ? new Refusal([fault.detail], 'refused') : fault
  }
}

function size(bytes: number): string {
  const [unit, by] = bytes < 1_000_000 ? (['kB', 1000] as const) : (['MB', 1_000_000] as const)
  return `${(bytes / by).toFixed(1)} ${unit}`
}
