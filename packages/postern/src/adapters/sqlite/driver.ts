/**
 * The little of `node:sqlite` that the store uses, so that its interface may move without us. The only file that
 * knows the module.
 */
import { DatabaseSync } from 'node:sqlite'
import { isKept, textRefused } from '../../domain/kept-text.ts'
import type { Row, Value } from '../sql/row.ts'

export interface Statement {
  /** Runs a change and says how many rows it touched. */
  change(...values: readonly Value[]): number
  first(...values: readonly Value[]): Row | undefined
  all(...values: readonly Value[]): readonly Row[]
}

export interface Driver {
  execute(sql: string): void
  prepare(sql: string): Statement
  /** Whether a transaction is open. Some faults end it before we could. */
  inTransaction(): boolean
  close(): void
}

export function openDriver(path: string, { readOnly = false }: { readonly readOnly?: boolean } = {}): Driver {
  // The busy time-out stays at zero: whoever waits for a lock waits in later turns, never with the event loop stopped.
  const database = new DatabaseSync(path, { readOnly })
  return {
    execute: (sql) => database.exec(sql),
    prepare: (sql) => prepare(database, sql),
    inTransaction: () => database.isTransaction,
    close: () => database.close(),
  }
}

function prepare(database: DatabaseSync, sql: string): Statement {
  const prepared = database.prepare(sql)
  // Since 22.16 as well, whatever the types say: objects with as many keys as columns cost twice as much.
  prepared.setReturnArrays(true)
  return {
    change: (...values) => Number(prepared.run(...checked(values)).changes),
    first: (...values) => prepared.get(...checked(values)) as unknown as Row | undefined,
    all: (...values) => prepared.all(...checked(values)) as unknown as readonly Row[],
  }
}

/** Here passes all text on its way into the database. */
function checked(values: readonly Value[]): readonly Value[] {
  for (const value of values) if (typeof value === 'string' && !isKept(value)) throw textRefused()
  return values
}
