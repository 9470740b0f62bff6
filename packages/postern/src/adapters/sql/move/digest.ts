/** What both ends of a move must agree on: how many rows a table has, and a hash over all of them in the order of the key. */
import { createHash } from 'node:crypto'
import type { MoveEnd } from './ends.ts'
import { keyOf, type MovedTable } from './tables.ts'

export interface Digest {
  readonly rows: number
  /** SHA-256, in hex. */
  readonly hash: string
}

export async function digestOf(
  end: MoveEnd,
  table: MovedTable,
  batch: number,
  onRows: (rows: number) => void,
): Promise<Digest> {
  const hash = createHash('sha256')
  let after: ReturnType<typeof keyOf> | undefined
  for (let rows = 0; ; ) {
    const found = await end.read(table, after, batch)
    hash.update(found.map((row) => `${JSON.stringify(row)}\n`).join(''))
    rows += found.length
    onRows(found.length)
    const last = found.at(-1)
    if (last === undefined || found.length < batch) return { rows, hash: hash.digest('hex') }
    after = keyOf(table, last)
  }
}
