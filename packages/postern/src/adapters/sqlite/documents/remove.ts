import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Remove = Store['documents']['remove']

export function remove(tx: Transaction, { tenant, kind, id, version }: In<Remove>): Out<Remove> {
  const sql = 'DELETE FROM postern_documents WHERE tenant = ? AND kind = ? AND id = ? AND version = ?'
  return { kind: tx.change(sql, tenant, kind, id, version) === 1 ? 'done' : 'changed' }
}
