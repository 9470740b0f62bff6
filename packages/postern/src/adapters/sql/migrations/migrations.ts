/** The one sequence of schema steps, shared by every SQL store, and what may be said of a database against it. */
import { createHash } from 'node:crypto'
import { PosternError } from '../../../domain/errors.ts'
import { signIn } from './001-sign-in.ts'
import { accounts } from './002-accounts.ts'
import { people } from './003-people.ts'
import { tenants } from './004-tenants.ts'
import { rowsByTime } from './005-rows-by-time.ts'
import { callsByWebhook } from './006-calls-by-webhook.ts'
import { queueByChannel } from './007-queue-by-channel.ts'
import type { Dialect, Migration } from './migration.ts'

export interface Applied {
  readonly number: number
  readonly name: string
  readonly checksum: string
}

export const migrations: readonly Migration[] = [
  signIn,
  accounts,
  people,
  tenants,
  rowsByTime,
  callsByWebhook,
  queueByChannel,
]

/**
 * The steps still to be taken. Steps of a newer version are none of its business: a migration adds, so that old and new
 * nodes serve side by side. One that takes something away ends its name with `-needs-` and the step that code must know
 * to do without. Throws when this code knows too little for the database, or when the database is not what it made.
 */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly Applied[],
  dialect: Dialect,
): readonly Migration[] {
  for (const step of applied) {
    const migration = known[step.number - 1]
    if (!migration && neededBy(step) > known.length) throw tooNew(step, known.length)
    if (migration && checksumOf(migration, dialect) !== step.checksum) throw changed(migration)
  }
  return known.slice(applied.length)
}

function neededBy({ name }: Applied): number {
  return Number(/-needs-(\d+)$/.exec(name)?.[1] ?? 0)
}

export function checksumOf(migration: Migration, dialect: Dialect): string {
  return createHash('sha256').update(`${migration.number} ${migration.name}\n${migration[dialect]}`).digest('hex')
}

/** `001-sign-in`: how a step is named to people. */
export function titleOf({ number, name }: Migration): string {
  return `${String(number).padStart(3, '0')}-${name}`
}

function tooNew(found: Applied, newest: number): PosternError {
  const detail = `The database has schema ${found.number} (${found.name}), but this version of Postern knows only ${newest}. Start a newer version.`
  return new PosternError('server-error', detail)
}

function changed(migration: Migration): PosternError {
  const detail = `Migration ${migration.number} (${migration.name}) was applied in another form. Restore a backup or use the version that made it.`
  return new PosternError('server-error', detail)
}
