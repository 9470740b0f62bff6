/** Fills the tables of people of a SQLite file, beside the store that made them: indexes are built when all rows are there. */
import { DatabaseSync } from 'node:sqlite'
import { progressBar } from '../progress.ts'

const chunk = 100_000

/** The id of the n-th user: they sort by n, as ids sort by time. */
export const idAt = (n: number): string => String(n).padStart(26, '0')

/** The n-th user's word: six letters, so that every prefix is somebody's. */
const word = `char(97 + (n * 7919) % 26, 97 + (n * 104729 / 26) % 26, 97 + (n * 1299709 / 676) % 26,
  97 + (n / 17) % 26, 97 + (n / 442) % 26, 97 + (n / 11492) % 26)`

export function fillPeople(file: string, users: number, applications: readonly string[]): void {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000')
  const tables = ['users', 'addresses', 'registrations'].map((name) => `postern_${name}`)
  const indexes = database
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (${tables.map(() => '?').join()})`,
    )
    .all(...tables) as { name: string; sql: string }[]
  for (const { name } of indexes) database.exec(`DROP INDEX ${name}`)
  for (let from = 0; from < users; from += chunk) {
    fillChunk(database, { from, to: Math.min(users, from + chunk), applications })
    progressBar('people', Math.min(users, from + chunk), users)
  }
  for (const { sql } of indexes) database.exec(sql)
  database.exec('PRAGMA journal_mode = WAL')
  database.close()
}

interface Chunk {
  readonly from: number
  readonly to: number
  readonly applications: readonly string[]
}

function fillChunk(database: DatabaseSync, { from, to, applications }: Chunk): void {
  const numbers = `WITH RECURSIVE s (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM s WHERE n + 1 < ${to})`
  const id = `printf('%026d', n)`
  const moment = 1_760_000_000_000
  database.exec(`BEGIN;
${numbers} INSERT INTO postern_users (tenant, id, email, status, factors, created_at, version, name)
SELECT 'default', ${id}, ${word} || n || '@example.com', 'active', '', ${moment} + n, 1, ${word} || ' ' || n FROM s;
${numbers} INSERT INTO postern_addresses (tenant, key, address, user_id, proved_at)
SELECT 'default', ${word} || n || '@example.com' AS key, ${word} || n || '@example.com', ${id}, ${moment} + n FROM s ORDER BY key;
${applications
  .map(
    (application, at) => `${numbers} INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at)
SELECT 'default', ${id}, '${application}', '', ${moment} + n FROM s WHERE n % ${10 ** at} = 0;`,
  )
  .join('\n')}
COMMIT`)
}
