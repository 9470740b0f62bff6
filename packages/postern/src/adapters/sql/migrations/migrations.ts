/** The one sequence of schema steps, shared by every SQL store, and what may be said of a database against it. */
import { createHash } from 'node:crypto'
import { PosternError } from '../../../domain/errors.ts'
import { signIn } from './001-sign-in.ts'
import { accounts } from './002-accounts.ts'
import { people } from './003-people.ts'
import { tenants } from './004-tenants.ts'
import type { Dialect, Migration } from './migration.ts'

export interface Applied {
  readonly number: number
  readonly checksum: string
}

export const migrations: readonly Migration[] = [signIn, accounts, people, tenants]

/** The steps still to be taken. Throws when the database is newer than this code, or is not what this code made. */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly Applied[],
  dialect: Dialect,
): readonly Migration[] {
  const newest = known.length
  for (const { number, checksum } of applied) {
    const migration = known[number - 1]
    if (!migration) throw tooNew(number, newest)
    if (checksumOf(migration, dialect) !== checksum) throw changed(migration)
  }
  return known.slice(applied.length)
}

export function checksumOf(migration: Migration, dialect: Dialect): string {
  return createHash('sha256').update(`${migration.number} ${migration.name}\n${migration[dialect]}`).digest('hex')
}

/** `001-sign-in`: how a step is named to people. */
export function titleOf({ number, name }: Migration): string {
  return `${String(number).padStart(3, '0')}-${name}`
}

function tooNew(found: number, newest: number): PosternError {
  const detail = `The database has schema ${found}, but this version of Postern knows only ${newest}. Start the newer version.`
  return new PosternError('server-error', detail)
}

function changed(migration: Migration): PosternError {
  const detail = `Migration ${migration.number} (${migration.name}) was applied in another form. Restore a backup or use the version that made it.`
  return new PosternError('server-error', detail)
}
