/**
 * The SQLite store: one connection per process. Reads run at once; writes share a turn's commit. Owns which step
 * belongs to which command; the steps know the tables.
 */
import { PosternError } from '../../domain/errors.ts'
import type { Duration, Instant } from '../../domain/instant.ts'
import { checkMembers, type Kinds, method, number, wholeFrom } from '../../domain/kinds.ts'
import type { Store } from '../../ports/store.ts'
import type { StoreSource } from '../../ports/store-source.ts'
import { expectWhole } from '../sql/move/expect-whole.ts'
import { Connection } from './connection.ts'
import type { Driver } from './driver.ts'
import { faultOf } from './faults.ts'
import { fileAt } from './file-at.ts'
import { createGroupWriter, type GroupWriterOptions, type Step } from './group-writer.ts'
import { migrateFile, openDatabase } from './open-database.ts'
import { type ReadCommand, type Run, storeOf } from './store-of.ts'
import { Transaction } from './transaction.ts'

export interface SqliteOptions {
  /** How long a command waits for another process's lock before it is refused as `busy`. Default 2 s. */
  readonly waitForLock?: Duration
  /** Commands that may wait for their commit. Default 20,000; more are refused as `busy`. */
  readonly maxWaiting?: number
  /** For crash tests: called at named points, such as `writer:before-commit`. It must not throw. */
  readonly checkpoint?: (name: string) => void
}

const kinds: Kinds<SqliteOptions> = { checkpoint: method, maxWaiting: wholeFrom(1), waitForLock: number }

/**
 * A database file, or `:memory:`. Opens nothing yet. The file is made if it is missing; its folder is not.
 * Tables are called `postern_…`, so the file may be the application's own.
 */
export function sqlite(path: string, options: SqliteOptions = {}): StoreSource {
  if (typeof path !== 'string' || path === '') throw new TypeError('sqlite(path): path must be a file or ":memory:"')
  checkMembers(options, kinds, { before: 'sqlite: ', what: 'option' })
  return {
    kind: 'sqlite',
    location: path,
    open: () => open(path, options),
    migrate: async ({ dryRun } = {}) => ({ applied: await migrateFile(path, dryRun) }),
  }
}

async function open(path: string, options: SqliteOptions): Promise<Store> {
  const driver = await openDatabase(path)
  const file = await fileAt(path)
  const connection = wholeIn(driver)
  const tx = new Transaction(connection, persistedTime(connection))
  const writer = createGroupWriter(tx, settingsOf(options))
  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    await writer.close()
    tx.writeTimeAtEnd()
    driver.close()
  }
  // What is written to a file that was removed or replaced ends with this process.
  const isThere = async (): Promise<boolean> => (await fileAt(path)) === file
  const run: Run = {
    write: (step) => (input) => writer.submit(step, input),
    read: (query) => (input) => {
      if (closing) return Promise.reject(new PosternError('busy', 'The store is closed.'))
      return readNow(connection, query, input)
    },
  }
  return {
    ...storeOf(run),
    time: async () => Math.max(tx.time, persistedTime(connection)) as Instant,
    eventMark: async () => tx.eventsDrawn + commitsOfOthers(connection),
    ready: () => writer.submit(probe, { now: tx.time }).then(isThere, isNotReady),
    close: () => (closing ??= close()),
  }
}

function wholeIn(driver: Driver): Connection {
  const connection = new Connection(driver)
  try {
    const moved = connection.first(`SELECT 1 FROM sqlite_schema WHERE name = 'postern_moves'`)
    expectWhole(moved && connection.first('SELECT source FROM postern_moves WHERE finished_at IS NULL LIMIT 1')?.[0])
    return connection
  } catch (fault) {
    driver.close()
    throw fault
  }
}

function settingsOf({ waitForLock = 2000, maxWaiting = 20_000, checkpoint }: SqliteOptions): GroupWriterOptions {
  return { maxBatch: 256, maxWaiting, waitForLock, checkpoint: checkpoint ?? (() => undefined) }
}

function persistedTime(connection: Connection): number {
  const row = connection.first(`SELECT value FROM postern_meta WHERE key = 'time'`)
  return (row?.[0] as number | undefined) ?? 0
}

/** Moves when another connection has written to the file, whatever that was. */
function commitsOfOthers(connection: Connection): number {
  return (connection.first('PRAGMA data_version')?.[0] as number | undefined) ?? 0
}

function readNow<I, O>(connection: Connection, query: ReadCommand<I, O>, input: I): Promise<O> {
  try {
    return Promise.resolve(query(connection, input))
  } catch (fault) {
    return Promise.reject(faultOf(fault))
  }
}

/** A real write of a fresh value: a full disk shows only then. */
const probe: Step<{ readonly now: Instant }, void> = (tx) => {
  tx.change(
    `INSERT INTO postern_meta (key, value) VALUES ('probe', random() % 1000000000)
ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  )
}

const isNotReady = (): boolean => false
