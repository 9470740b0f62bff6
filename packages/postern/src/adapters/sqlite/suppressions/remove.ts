import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Remove = Store['suppressions']['remove']

export function remove(tx: Transaction, input: In<Remove>): Out<Remove> {
  const { tenant, address } = input
  const removed = tx.change('DELETE FROM postern_suppressions WHERE tenant = ? AND key = ?', tenant, address)
  if (removed === 0) return { kind: 'unknown' }
  writeAlso(tx, input)
  return { kind: 'done' }
}
