import { closeSync, existsSync, openSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { PosternError } from '../../domain/errors.ts'
import { migrations } from '../sql/migrations/migrations.ts'
import { type Driver, openDriver } from './driver.ts'
import { isBusy } from './faults.ts'
import { findMissing, migrate } from './migrate.ts'

/** The path of a database that lives in memory and ends with its connection. */
export const inMemory = ':memory:'

/** How long many processes starting at once may wait for each other. */
const patience = 15_000

/** Durable before fast: FULL syncs the log at every commit, and group commit pays for it. */
const settings = `
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA journal_size_limit = 67108864;
PRAGMA cache_size = -16384;
PRAGMA temp_store = MEMORY;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
`

/** Opens the file, creating it for its owner alone, and brings its schema up to date. */
export async function openDatabase(path: string): Promise<Driver> {
  const driver = openFile(path)
  try {
    // Switching to the write-ahead log and recovering it want the file for a moment; later starters wait their turn.
    await whenFree(() => driver.execute('PRAGMA journal_mode = WAL'))
    await whenFree(() => driver.execute(settings))
    await whenFree(() => migrate(driver, migrations))
    return driver
  } catch (fault) {
    driver.close()
    throw saidOf(path, fault)
  }
}

/** Answers the names of the steps that were missing. With `dryRun` nothing is changed, and a missing file stays missing. */
export async function migrateFile(path: string, dryRun = false): Promise<readonly string[]> {
  const missing = existsSync(path) ? ask(path) : findMissing(undefined, migrations)
  if (!dryRun && missing.length > 0) (await openDatabase(path)).close()
  return missing
}

function ask(path: string): readonly string[] {
  const driver = openFile(path)
  try {
    return findMissing(driver, migrations)
  } catch (fault) {
    throw saidOf(path, fault)
  } finally {
    driver.close()
  }
}

function openFile(path: string): Driver {
  try {
    if (path !== inMemory) closeSync(openSync(path, 'a', 0o600))
    return openDriver(path)
  } catch (fault) {
    throw cannotOpen(path, fault)
  }
}

const saidOf = (path: string, fault: unknown): PosternError =>
  fault instanceof PosternError ? fault : cannotOpen(path, fault)

function cannotOpen(path: string, fault: unknown): PosternError {
  const why = isBusy(fault) ? held : fault instanceof Error ? fault.message : String(fault)
  return new PosternError('server-error', `Cannot open the database ${path}: ${why}`, { cause: fault })
}

const held = 'another process holds it for itself, such as a move to another database.'

async function whenFree(act: () => void): Promise<void> {
  const giveUpAt = performance.now() + patience
  for (;;) {
    try {
      return act()
    } catch (fault) {
      if (!isBusy(fault) || performance.now() > giveUpAt) throw fault
    }
    await pause(10)
  }
}
