/** The two ends of a move, whatever store is behind them. Rows come and go in their canonical form. */
import type { MovedRow, MovedTable } from './tables.ts'

export interface MoveEnd {
  readonly location: string
  count(table: MovedTable): Promise<number>
  /** The columns by which this end reads a table. */
  keyOf(table: MovedTable): readonly string[]
  /** In the order of its own key, from behind `after` on; `limit` rows at most. */
  read(table: MovedTable, after: MovedRow | undefined, limit: number): Promise<readonly MovedRow[]>
  /** The store's mark of time. */
  time(): Promise<number>
  /** The number of the last step that its schema was brought to. */
  schema(): Promise<number>
}

export interface MoveSource extends MoveEnd {
  /** From now on nobody else writes here, until the end is closed. Throws a `PosternError` when somebody is at it. */
  hold(): Promise<void>
}

/** How far a table has come. */
export interface MovePlace {
  readonly rows: number
  /** The key of the last row, `undefined` before the first. */
  readonly last: MovedRow | undefined
}

/** A move that was begun before, with its places by table. */
export interface BegunMove {
  readonly source: string
  readonly places: ReadonlyMap<string, MovePlace>
  readonly finishedAt: number | undefined
}

export interface MoveTarget extends MoveEnd {
  /** Throws a `PosternError` when somebody else is at it. */
  hold(): Promise<void>
  begun(): Promise<BegunMove | undefined>
  begin(source: string, tables: readonly MovedTable[]): Promise<void>
  /** The rows and the place behind them, in one transaction. Answers whether the table still stood at `from`. */
  write(table: MovedTable, from: MovePlace, to: MovePlace, rows: readonly MovedRow[]): Promise<boolean>
  /** After the last row: what is no row of a table, so that the store goes on where the other one stopped. */
  settle(time: number): Promise<void>
  finish(now: number): Promise<void>
}

/** Where a move notes in the target how far it has come. */
export const movesTable = `CREATE TABLE IF NOT EXISTS postern_moves (
  name text NOT NULL PRIMARY KEY,
  source text NOT NULL,
  last_key text,
  rows bigint NOT NULL,
  finished_at bigint
)`

/** Name, source, last key, rows, when it was finished. */
export function readBegun(rows: readonly (readonly unknown[])[]): BegunMove | undefined {
  const [first] = rows
  if (first === undefined) return undefined
  const place = (row: readonly unknown[]): MovePlace => ({
    last: row[2] === null ? undefined : (JSON.parse(row[2] as string) as MovedRow),
    rows: row[3] as number,
  })
  return {
    source: first[1] as string,
    places: new Map(rows.map((row) => [row[0] as string, place(row)])),
    finishedAt: (first[4] as number | null) ?? undefined,
  }
}
