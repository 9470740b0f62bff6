/** The rows of a store, seen from beside it by a connection of one's own. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ask } from '../../../../tools/postgres-admin.ts'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import type { StoreSource } from '../../src/ports/store-source.ts'
import { freshPostgres, storeKind } from './stores.ts'

export interface Database {
  readonly source: StoreSource
  /** Every row of every table, as text. Time and probes, which change by themselves, are left out. */
  rows(without?: readonly string[]): Promise<string>
  counts(): Promise<Readonly<Record<string, number>>>
  /** Everything the database keeps: SQLite's files, write-ahead log included; the values of PostgreSQL's rows. */
  bytes(): Promise<Buffer>
  query(sql: string): Promise<readonly Row[]>
  /** A change from beside the store, for what would take thousands of requests. */
  change(sql: string): Promise<void>
  remove(): Promise<void>
}

type Row = Readonly<Record<string, unknown>>

export function createDatabase(): Promise<Database> {
  return storeKind === 'sqlite' ? createSqlite() : createPostgres()
}

async function createSqlite(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-world-'))
  const path = join(folder, 'store.db')
  let reader: DatabaseSync | undefined
  const query = async (sql: string): Promise<readonly Row[]> =>
    (reader ??= new DatabaseSync(path, { readOnly: true })).prepare(sql).all()
  return {
    ...reading(query, `SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'postern_%' ORDER BY name`),
    source: sqlite(path),
    bytes: async () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
    async change(sql) {
      const writer = new DatabaseSync(path)
      writer.exec(sql)
      writer.close()
    },
    async remove() {
      reader?.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function createPostgres(): Promise<Database> {
  const { source, url, drop } = await freshPostgres()
  const query = (sql: string): Promise<readonly Row[]> => ask(url, sql)
  const tables = `SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 'postern_%' ORDER BY 1`
  const values = (row: Row): readonly Buffer[] =>
    Object.values(row).map((value) => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))))
  return {
    ...reading(query, tables),
    source,
    async bytes() {
      const all = await Promise.all((await query(tables)).map(({ name }) => query(`SELECT * FROM ${String(name)}`)))
      return Buffer.concat(all.flat().flatMap(values))
    },
    async change(sql) {
      await query(sql)
    },
    remove: drop,
  }
}

type Query = Database['query']

function reading(query: Query, tables: string): Pick<Database, 'query' | 'rows' | 'counts'> {
  const names = async (): Promise<readonly string[]> =>
    (await query(tables)).map(({ name }) => String(name)).filter((name) => !ownTables.includes(name))
  return {
    query,
    async rows(without = []) {
      const lines: string[] = []
      for (const name of await names()) {
        if (without.includes(name)) continue
        // The order of rows is nothing a store promises.
        const rows = (await query(`SELECT * FROM ${name}`)).map((row) => JSON.stringify(row, bytesAsHex)).sort()
        lines.push(`${name} ${rows.join(',')}`)
      }
      return lines.join('\n')
    },
    async counts() {
      const counts: Record<string, number> = {}
      for (const name of await names()) counts[name] = (await query(`SELECT * FROM ${name}`)).length
      return counts
    },
  }
}

const ownTables = ['postern_meta', 'postern_migrations']

const bytesAsHex = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
