/** Fills a table with copies of one of its rows: as large as after years, in the shape that the product wrote. */
import type { Database } from './databases.ts'

export interface Copies {
  readonly table: string
  readonly count: number
  /** Which row. */
  readonly where?: string
  /** What every copy has for itself: SQL in which `n` is its number. */
  readonly own: Readonly<Record<string, string>>
}

export async function multiply(database: Database, { table, count, where = 'true', own }: Copies): Promise<void> {
  const [row] = await database.query(`SELECT * FROM ${table} WHERE ${where} LIMIT 1`)
  if (!row) throw new Error(`${table} has no row to be copied`)
  const columns = Object.keys(row)
  const values = columns.map((column) => own[column] ?? `one.${column}`)
  const one = `(SELECT * FROM ${table} WHERE ${where} LIMIT 1) one`
  await database.query(
    `INSERT INTO ${table} (${columns.join(', ')}) ${numbersTo(database, count)} SELECT ${values.join(', ')} FROM numbers, ${one}`,
  )
}

/** An id of the right shape, before all that are made now. */
export const idOf = (database: Database): string =>
  database.engine === 'sqlite' ? `printf('0%025d', n)` : `'0' || lpad(n::text, 25, '0')`

/** The head of a statement that has the numbers from 1 on: `n` of `numbers`. */
export const numbersTo = ({ engine }: Pick<Database, 'engine'>, count: number): string =>
  engine === 'sqlite'
    ? `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`
    : `WITH numbers (n) AS (SELECT generate_series(1, ${count}))`
