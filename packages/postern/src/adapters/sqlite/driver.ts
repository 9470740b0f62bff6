/**
 * The little of `node:sqlite` that the store uses, so that its interface may move without us. The only file that
 * knows the module.
 */
import { DatabaseSync } from 'node:sqlite'
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

type Prepared = ReturnType<DatabaseSync['prepare']>

export function openDriver(path: string): Driver {
  // The busy time-out stays at zero: whoever waits for a lock waits in later turns, never with the event loop stopped.
  const database = new DatabaseSync(path)
  return {
    execute: (sql) => database.exec(sql),
    prepare: (sql) => wrap(database.prepare(sql)),
    inTransaction: () => database.isTransaction,
    close: () => database.close(),
  }
}

function wrap(prepared: Prepared): Statement {
  const change = (...values: readonly Value[]): number => Number(prepared.run(...values).changes)
  if (typeof prepared.setReturnArrays !== 'function') return { change, ...objectRows(prepared) }
  prepared.setReturnArrays(true)
  return {
    change,
    first: (...values) => prepared.get(...values) as unknown as Row | undefined,
    all: (...values) => prepared.all(...values) as unknown as readonly Row[],
  }
}

/** Older runtimes know rows as objects only. Their keys keep the order of the columns, whose names are unique. */
function objectRows(prepared: Prepared): Omit<Statement, 'change'> {
  return {
    first: (...values) => {
      const row = prepared.get(...values)
      return row && (Object.values(row) as Row)
    },
    all: (...values) => prepared.all(...values).map((row) => Object.values(row) as Row),
  }
}
