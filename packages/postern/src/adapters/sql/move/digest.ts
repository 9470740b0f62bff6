/**
 * What both ends of a move must agree on: how many rows a table has, and a hash over all of them. Each end reads in an order
 * of its own, so the hashes of the rows are put together by exclusive or: no row comes twice that could cancel another.
 */
import { hash } from 'node:crypto'
import type { MoveEnd } from './ends.ts'
import { type MovedRow, type MovedTable, valuesOf } from './tables.ts'

export interface Digest {
  readonly rows: number
  /** SHA-256 of each row, put together, in hex. */
  readonly hash: string
}

export async function digestOf(
  end: MoveEnd,
  table: MovedTable,
  batch: number,
  onRows: (rows: number) => void,
): Promise<Digest> {
  const sum = new Uint8Array(32)
  let after: MovedRow | undefined
  for (let rows = 0; ; ) {
    const found = await end.read(table, after, batch)
    for (const row of found) add(sum, hash('sha256', JSON.stringify(row), 'buffer'))
    rows += found.length
    onRows(found.length)
    const last = found.at(-1)
    if (last === undefined || found.length < batch) return { rows, hash: Buffer.from(sum).toString('hex') }
    after = valuesOf(table, end.keyOf(table), last)
  }
}

function add(sum: Uint8Array, more: Uint8Array): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) ^ (more[at] ?? 0)
}
