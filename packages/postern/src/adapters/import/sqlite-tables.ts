import type { LeftBehind } from './person.ts'
import { type ForeignDatabase, type FoundTable, plainName, quoted } from './tables.ts'

/** What it needs of a connection that only reads. */
export interface SqliteReader {
  prepare(sql: string): { all(...values: readonly (string | number)[]): readonly (readonly unknown[])[] }
}

export function sqliteTables(reader: SqliteReader, location: string): ForeignDatabase {
  const columnsOf = (table: string): FoundTable['columns'] => {
    const rows = reader.prepare('SELECT name FROM pragma_table_info(?)').all(table)
    return new Map(rows.map(([name]) => [plainName(String(name)), String(name)]))
  }
  return {
    location,
    async tables(names) {
      const rows = reader.prepare(`SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')`).all()
      const found = rows.map(([name]) => String(name)).filter((name) => names.includes(plainName(name)))
      return found.map((name) => ({ name: quoted(name), columns: columnsOf(name) }))
    },
    async page({ name }, { columns, key, after, limit }) {
      const behind = after === undefined ? '' : `WHERE ${quoted(key)} > ?`
      const sql = `SELECT ${columns.map(quoted).join(', ')} FROM ${name} ${behind} ORDER BY ${quoted(key)} LIMIT ?`
      return reader.prepare(sql).all(...(after === undefined ? [] : [after as string | number]), limit)
    },
    async count({ name }, column, matches) {
      const [where, values] = column === undefined || matches === undefined ? ['', []] : whereOf(column, matches)
      return Number(reader.prepare(`SELECT count(*) FROM ${name} ${where}`).all(...values)[0]?.[0])
    },
  }
}

function whereOf(column: string, matches: LeftBehind['matches']): [string, readonly string[]] {
  const filled = `WHERE ${quoted(column)} <> ''`
  if (matches === 'filled') return [filled, []]
  return 'is' in matches
    ? [`WHERE ${quoted(column)} = ?`, [matches.is]]
    : [`${filled} AND ${quoted(column)} <> ?`, [matches.isNot]]
}
