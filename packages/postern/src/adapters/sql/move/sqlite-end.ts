/** SQLite as an end of a move: one connection that has the file to itself. */
import { PosternError } from '../../../domain/errors.ts'
import { readHits, writeHits } from '../budget.ts'
import type { Row, Value } from '../row.ts'
import { type MoveSource, type MoveTarget, movesTable, readBegun } from './ends.ts'
import { keyList, type MovedColumn, type MovedRow, type MovedTable, type MovedValue } from './tables.ts'

/** What an end needs of a connection. */
export interface SqliteDriver {
  execute(sql: string): void
  prepare(sql: string): {
    change(...values: readonly Value[]): number
    first(...values: readonly Value[]): Row | undefined
    all(...values: readonly Value[]): readonly Row[]
  }
}

/** In the write-ahead log mode every open connection shares a lock of the file: alone is who has it whole. */
const alone = 'PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE'

export function sqliteEnd(driver: SqliteDriver, location: string): MoveSource & MoveTarget {
  const placed = statements(driver)
  return {
    location,
    async hold() {
      try {
        driver.execute(alone)
      } catch (fault) {
        if (!isBusy(fault)) throw fault
        throw new PosternError('busy', `Somebody has ${location} open: stop every server that uses it first.`)
      }
    },
    count: async ({ name }) => Number(driver.prepare(`SELECT count(*) AS rows FROM postern_${name}`).first()?.[0]),
    keyOf: ({ sqliteKey }) => sqliteKey,
    read: async (table, after, limit) => read(driver, table, after, limit),
    time: async () => Number(driver.prepare(`SELECT value FROM postern_meta WHERE key = 'time'`).first()?.[0] ?? 0),
    schema: async () => Number(driver.prepare('SELECT max(number) FROM postern_migrations').first()?.[0]),
    async begun() {
      driver.execute(movesTable)
      const sql = 'SELECT name, source, last_key, rows, finished_at FROM postern_moves ORDER BY name'
      return readBegun(driver.prepare(sql).all())
    },
    async begin(source, tables) {
      const insert = driver.prepare('INSERT INTO postern_moves (name, source, rows) VALUES (?, ?, 0)')
      for (const { name } of tables) insert.change(name, source)
      commit(driver)
    },
    async write(table, from, to, rows) {
      const { update, insert } = placed(table)
      if (update.change(JSON.stringify(to.last), to.rows, table.name, from.rows) !== 1) return false
      for (const row of rows) insert.change(...row.map((value, at) => storedOf(table.columns[at], value)))
      commit(driver)
      return true
    },
    async settle(time) {
      const sql = `INSERT INTO postern_meta (key, value) VALUES ('time', ?)
ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)`
      driver.prepare(sql).change(time)
      commit(driver)
    },
    async finish(now) {
      driver.prepare('UPDATE postern_moves SET finished_at = ?').change(now)
      commit(driver)
    },
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED, the low byte of what they may be extended to (https://www.sqlite.org/rescode.html). */
function isBusy(fault: unknown): boolean {
  return fault instanceof Error && 'errcode' in fault && [5, 6].includes(Number(fault.errcode) & 0xff)
}

/** The next transaction begins at once: between two, nobody else is let in. */
function commit(driver: SqliteDriver): void {
  driver.execute('COMMIT; BEGIN EXCLUSIVE')
}

type Placed = (table: MovedTable) => Record<'update' | 'insert', ReturnType<SqliteDriver['prepare']>>

function statements(driver: SqliteDriver): Placed {
  const known = new Map<string, ReturnType<Placed>>()
  return (table) => {
    const { name, columns } = table
    const names = columns.map((column) => column.name).join(', ')
    const made = known.get(name) ?? {
      update: driver.prepare('UPDATE postern_moves SET last_key = ?, rows = ? WHERE name = ? AND rows = ?'),
      insert: driver.prepare(`INSERT INTO postern_${name} (${names}) VALUES (${columns.map(() => '?').join(', ')})`),
    }
    known.set(name, made)
    return made
  }
}

function read(
  driver: SqliteDriver,
  table: MovedTable,
  after: MovedRow | undefined,
  limit: number,
): readonly MovedRow[] {
  const { name, sqliteKey: key, columns } = table
  const behind = after === undefined ? '' : ` WHERE ${keyList(key)} > (${key.map(() => '?').join(', ')})`
  const sql = `SELECT ${columns.map((column) => column.name).join(', ')} FROM postern_${name}${behind}
ORDER BY ${key.join(', ')} LIMIT ?`
  const rows = driver.prepare(sql).all(...(after ?? []), limit)
  return rows.map((row) => row.map((value, at) => canonicalOf(columns[at], value)))
}

function canonicalOf(column: MovedColumn | undefined, value: Value): MovedValue {
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
  }
  return column?.kind === 'hits' ? writeHits(readHits(value as string)) : value
}

function storedOf(column: MovedColumn | undefined, value: MovedValue): Value {
  return column?.kind === 'bytes' && value !== null ? Buffer.from(value as string, 'base64') : value
}
