/** Where the servers of a test keep their data: SQLite in their folder, or PostgreSQL in the vitest project of that name. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import type { StoreSource } from 'postern/kit'
import { type PostgresOptions, postgres } from 'postern/postgres'
import { sqlite } from 'postern/sqlite'
import { ask } from '../../../tools/postgres-admin.ts'
import { type FreshDatabase, freshDatabase, lendDatabase, patient } from '../../../tools/postgres-database.ts'

export const onPostgres: boolean = process.env['POSTERN_TEST_STORE'] === 'postgres'

export interface FreshStore {
  readonly source: StoreSource
  /** To be called when all that were opened from it are closed. */
  release(): Promise<void>
}

/** A store without rows that nobody else has, its schema up to date. */
export async function freshStore(): Promise<FreshStore> {
  if (!onPostgres) return { source: sqlite(':memory:'), release: async () => {} }
  const { url, drop } = await lendDatabase({
    name: 'postern',
    async fill(empty) {
      await postgres(empty).migrate()
    },
    keep: ['postern_migrations'],
  })
  return { source: postgres(url, patient as PostgresOptions), release: drop }
}

const databases = new Map<string, Promise<FreshDatabase>>()

/** What a server in this folder is to be told. All servers of one folder share one database. */
export async function databaseSetting(folder: string): Promise<Readonly<Record<string, string>>> {
  if (!onPostgres) return {}
  const url = new URL((await databaseOf(folder)).url)
  // A server of our own takes any password, so that a secret may be looked for in what is printed.
  if (url.password === '') url.password = 'canary-of-the-database'
  return { DATABASE_URL: url.href }
}

function databaseOf(folder: string): Promise<FreshDatabase> {
  const database = databases.get(folder) ?? freshDatabase()
  databases.set(folder, database)
  return database
}

/** Everything that the servers of `postern start` in this folder have kept. */
export async function keptIn(folder: string): Promise<readonly Buffer[]> {
  const files = readdirSync(folder).map((file) => readFileSync(join(folder, file)))
  if (!onPostgres) return files
  const { url } = await databaseOf(folder)
  const tables = await ask(url, 'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()')
  const rows = await Promise.all(tables.map(({ name }) => ask(url, `SELECT * FROM ${String(name)}`)))
  const values = rows.flat().flatMap((row) => Object.values(row))
  return [...files, ...values.map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value))))]
}

/** Keeps every server in this folder from writing until what it answers is called. */
export async function lockStore(folder: string): Promise<() => Promise<void>> {
  if (!onPostgres) {
    const other = new DatabaseSync(join(folder, 'postern.db'), { timeout: 5_000 })
    other.exec('BEGIN IMMEDIATE')
    return async () => other.close()
  }
  const other = new pg.Client({ connectionString: (await databaseOf(folder)).url })
  await other.connect()
  await other.query('BEGIN; LOCK TABLE postern_meta IN EXCLUSIVE MODE')
  return () => other.end()
}

/** After the servers have ended. */
export async function dropDatabases(): Promise<void> {
  const all = [...databases.values()]
  databases.clear()
  for (const database of all) await (await database).drop()
}
