/** The rows of a store, seen from beside it: a file that another connection reads. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqlite } from '../../src/adapters/sqlite/sqlite.ts'
import type { StoreSource } from '../../src/ports/store-source.ts'

export interface Database {
  readonly source: StoreSource
  /** Every row of every table, as text. Time and probes, which change by themselves, are left out. */
  rows(without?: readonly string[]): string
  counts(): Readonly<Record<string, number>>
  /** Everything the database has on disk, write-ahead log included. */
  bytes(): Buffer
  query(sql: string, ...values: readonly string[]): readonly Readonly<Record<string, unknown>>[]
  /** A change from beside the store, for what would take thousands of requests. */
  change(sql: string, ...values: readonly (string | number)[]): void
  remove(): void
}

export function createDatabase(): Database {
  const folder = mkdtempSync(join(tmpdir(), 'postern-world-'))
  const path = join(folder, 'store.db')
  let reader: DatabaseSync | undefined
  const connection = (): DatabaseSync => (reader ??= new DatabaseSync(path, { readOnly: true }))
  const tables = (): readonly string[] =>
    connection()
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'postern_%' ORDER BY name`)
      .all()
      .map((row) => String(row['name']))
      .filter((name) => !ownTables.includes(name))
  return {
    source: sqlite(path),
    rows: (without = []) =>
      tables()
        .filter((name) => !without.includes(name))
        .map((name) => `${name} ${JSON.stringify(connection().prepare(`SELECT * FROM ${name}`).all(), bytesAsHex)}`)
        .join('\n'),
    counts: () =>
      Object.fromEntries(
        tables().map((name) => [name, Number(connection().prepare(`SELECT count(*) AS n FROM ${name}`).get()?.['n'])]),
      ),
    bytes: () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
    query: (sql, ...values) =>
      connection()
        .prepare(sql)
        .all(...values),
    change(sql, ...values) {
      const writer = new DatabaseSync(path)
      writer.prepare(sql).run(...values)
      writer.close()
    },
    remove() {
      reader?.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const ownTables = ['postern_meta', 'postern_migrations']

const bytesAsHex = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value
