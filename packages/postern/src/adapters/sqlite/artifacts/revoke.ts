import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Revoke = Store['artifacts']['revoke']

export function revoke(tx: Transaction, { tenant, group }: In<Revoke>): Out<Revoke> {
  const sql = 'DELETE FROM postern_artifacts INDEXED BY postern_artifacts_of_group WHERE tenant = ? AND group_id = ?'
  return { revoked: tx.change(sql, tenant, group) }
}
