import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { raise } from './raise.ts'

type Remove = Store['documents']['remove']

export function remove(tx: Transaction, input: In<Remove>): Out<Remove> {
  const { tenant, kind, id, version, also } = input
  const sql = 'DELETE FROM postern_documents WHERE tenant = ? AND kind = ? AND id = ? AND version = ?'
  if (tx.change(sql, tenant, kind, id, version) !== 1) return { kind: 'changed' }
  if (also) writeAlso(tx, { ...input, also })
  raise(tx, input)
  return { kind: 'done' }
}
