/** Fills the tables of people of a SQLite file, beside the store that made them: indexes are built when all rows are there. */
import { DatabaseSync } from 'node:sqlite'
import { progress, progressBar } from '../progress.ts'

const chunk = 100_000

/** The id of the n-th user: they sort by n, as ids sort by time. */
export const idAt = (n: number): string => String(n).padStart(26, '0')

/** The letters that the n-th user's address and name begin with, as the statement below makes them. */
export function wordAt(n: number): string {
  const letters = [(n * 7919) % 26, Math.floor((n * 104729) / 26) % 26, Math.floor((n * 1299709) / 676) % 26]
  const more = [17, 442, 11492].map((every) => Math.floor(n / every) % 26)
  return [...letters, ...more].map((letter) => String.fromCharCode(97 + letter)).join('')
}

/** The n-th user's word: six letters, so that every prefix is somebody's. */
const word = `char(97 + (n * 7919) % 26, 97 + (n * 104729 / 26) % 26, 97 + (n * 1299709 / 676) % 26,
  97 + (n / 17) % 26, 97 + (n / 442) % 26, 97 + (n / 11492) % 26)`

export function fillPeople(file: string, users: number, applications: readonly string[]): void {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000')
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
  progress('addresses and indexes')
  // In their own order and at once: chunks of them would each write the whole of their table anew.
  database.exec(`INSERT INTO postern_addresses (tenant, key, address, user_id, proved_at)
SELECT tenant, email, email, id, created_at FROM postern_users ORDER BY tenant, email`)
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
${applications
  .map(
    (application, at) => `${numbers} INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at)
SELECT 'default', ${id}, '${application}', '', ${moment} + n FROM s WHERE n % ${10 ** at} = 0;`,
  )
  .join('\n')}
COMMIT`)
}
