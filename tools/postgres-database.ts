/** A PostgreSQL database of a test's own, on the server that vitest's set-up brings. */
import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { ask, createDatabase, databaseUrl, dropDatabase } from './postgres-admin.ts'

export interface FreshDatabase {
  readonly url: string
  /** Under whoever is still connected. What is not dropped here is when the run ends. */
  drop(): Promise<void>
}

export interface Template {
  /** The same name is the same template for all files of a run. */
  readonly name: string
  /** Fills an empty database, once in a run. It must leave no connection open. */
  fill(url: string): Promise<void>
  /** The tables whose rows are part of it. In all others a copy has none. */
  readonly keep: readonly string[]
}

/** For stores of suites that ask what is right and not how soon, in milliseconds: a starved machine is late. */
export const patient = { timeout: 30_000, patience: 40_000 }

interface Service {
  readonly url: string
  readonly prefix: string
}

/** A database of this name does not exist yet. Empty, or a copy of a template. */
export async function freshDatabase(template?: Template): Promise<FreshDatabase> {
  const { url, prefix } = service()
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  const copied = template && (await templateOf(template))
  return { url: await createDatabase(url, name, copied), drop: () => dropDatabase(url, name) }
}

const idle = new Map<string, FreshDatabase[]>()

/**
 * As a fresh copy of the template, but for sequences, and a hundred times as fast: tests of one process use it one after
 * the other. `drop` empties it and hands it back. For tests that change rows only and close what they opened.
 */
export async function lendDatabase(template: Template): Promise<FreshDatabase> {
  const free = idle.get(template.name) ?? []
  idle.set(template.name, free)
  const database = free.pop() ?? (await freshDatabase(template))
  return {
    url: database.url,
    async drop() {
      await ask(database.url, emptying(template.keep))
      free.push(database)
    },
  }
}

function emptying(keep: readonly string[]): string {
  const kept = keep.map((name) => pg.escapeLiteral(name)).join(', ')
  return `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT IN (${kept})
  LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$`
}

/** The server itself, as somebody who may make databases. */
export function serverUrl(): string {
  return service().url
}

/** The same database, through the PgBouncer that the set-up of that vitest project has started. */
export function throughPgBouncer(url: string): string {
  const host = inject('pgbouncer' as never) as string | undefined
  if (host === undefined) throw new Error('No PgBouncer here: the vitest project wants tools/pgbouncer-setup.mjs')
  const other = new URL(url)
  other.host = host
  other.searchParams.set('pgbouncer', 'true')
  return other.href
}

function service(): Service {
  const given = inject('postgres' as never) as Service | undefined
  if (given === undefined) throw new Error('No PostgreSQL here: the vitest project wants tools/postgres-setup.mjs')
  return given
}

const filled = new Map<string, Promise<string>>()

function templateOf(template: Template): Promise<string> {
  const known = filled.get(template.name) ?? fillOnce(template)
  filled.set(template.name, known)
  return known
}

/** Several workers may want it at once: the first makes it while the others wait for its lock. */
async function fillOnce(template: Template): Promise<string> {
  const { url, prefix } = service()
  const name = `${prefix}template_${createHash('sha256').update(template.name).digest('hex').slice(0, 8)}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) {
      const making = `${name}_making`
      await dropDatabase(url, making)
      await createDatabase(url, making)
      await template.fill(databaseUrl(url, making))
      await client.query(`ALTER DATABASE ${pg.escapeIdentifier(making)} RENAME TO ${pg.escapeIdentifier(name)}`)
    }
    return name
  } finally {
    await client.end()
  }
}
