/**
 * Empties one tenant, table by table in the order of each key, and goes on where it stopped: rows that are stored by time
 * are walked through once, not once a step. Where it stopped is a hint only. Behind the last table it begins anew, so that
 * none is removed only where nothing is left.
 */
import type { Id } from '../../domain/id.ts'
import type { Store } from '../../ports/store.ts'
import { erased } from '../sql/erased.ts'
import type { MovedTable } from '../sql/move/tables.ts'
import type { Row } from '../sql/row.ts'
import type { In, Out } from '../sql/step.ts'
import type { Transaction } from './transaction.ts'

type Erase = Store['erase']

interface Place {
  readonly at: number
  readonly after: Row
}

export function createErase(): (tx: Transaction, input: In<Erase>) => Out<Erase> {
  const places = new Map<Id<'tenant'>, Place>()
  const eraseFrom = (tx: Transaction, { tenant, limit }: In<Erase>, begun: Place | undefined): number => {
    let removed = 0
    for (const [at, { table }] of erased.entries()) {
      if (begun && at < begun.at) continue
      const rows = removeSome(tx, table, { tenant, after: at === begun?.at ? begun.after : [], limit: limit - removed })
      removed += rows.length
      const last = rows.at(-1)
      if (last === undefined || removed < limit) continue
      places.set(tenant, { at, after: last })
      return removed
    }
    places.delete(tenant)
    return removed
  }
  return (tx, input) => {
    const begun = places.get(input.tenant)
    const removed = eraseFrom(tx, input, begun)
    return { removed: removed === 0 && begun ? eraseFrom(tx, input, undefined) : removed }
  }
}

interface Stretch {
  readonly tenant: Id<'tenant'>
  readonly after: Row
  readonly limit: number
}

function removeSome(
  tx: Transaction,
  { name, sqliteKey: key }: MovedTable,
  { tenant, after, limit }: Stretch,
): readonly Row[] {
  const list = key.join(', ')
  const behind = after.length > 0 ? ` AND (${list}) > (${key.map(() => '?').join(', ')})` : ''
  const sql = `SELECT ${list} FROM postern_${name} WHERE tenant = ?${behind} ORDER BY ${list} LIMIT ?`
  const rows = tx.all(sql, tenant, ...after, limit)
  const same = key.map((column) => `${column} = ?`).join(' AND ')
  for (const row of rows) tx.change(`DELETE FROM postern_${name} WHERE ${same}`, ...row)
  return rows
}
