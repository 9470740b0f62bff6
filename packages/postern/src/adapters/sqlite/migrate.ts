import type { Migration } from '../sql/migrations/migration.ts'
import { type Applied, checksumOf, pendingMigrations, titleOf } from '../sql/migrations/migrations.ts'
import type { Driver } from './driver.ts'

/**
 * Brings the schema up to date: all missing steps in one transaction under an exclusive lock, or none. May be called
 * by many processes at once; throws SQLite's busy fault while another one is at it.
 */
export function migrate(driver: Driver, migrations: readonly Migration[]): void {
  if (pendingMigrations(migrations, findApplied(driver), 'sqlite').length === 0) return
  driver.execute('BEGIN EXCLUSIVE')
  try {
    driver.execute(`CREATE TABLE IF NOT EXISTS postern_migrations (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT`)
    // Again, now that nobody else can: another process may have been here in between.
    for (const migration of pendingMigrations(migrations, findApplied(driver), 'sqlite')) apply(driver, migration)
    driver.execute('COMMIT')
  } catch (fault) {
    if (driver.inTransaction()) driver.execute('ROLLBACK')
    throw fault
  }
}

/** The names of the steps still to be taken. Without a database that is all of them. */
export function findMissing(driver: Driver | undefined, migrations: readonly Migration[]): readonly string[] {
  return pendingMigrations(migrations, driver ? findApplied(driver) : [], 'sqlite').map(titleOf)
}

function findApplied(driver: Driver): readonly Applied[] {
  const table = driver.prepare(
    `SELECT 1 AS present FROM sqlite_schema WHERE type = 'table' AND name = 'postern_migrations'`,
  )
  if (!table.first()) return []
  const rows = driver.prepare('SELECT number, name, checksum FROM postern_migrations ORDER BY number').all()
  return rows.map(([number, name, checksum]) => ({ number, name, checksum }) as Applied)
}

function apply(driver: Driver, migration: Migration): void {
  driver.execute(migration.sqlite)
  const insert = driver.prepare('INSERT INTO postern_migrations (number, name, checksum) VALUES (?, ?, ?)')
  insert.change(migration.number, migration.name, checksumOf(migration, 'sqlite'))
}
