import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../step.ts'
import type { Transaction } from '../transaction.ts'

type Revoke = Store['artifacts']['revoke']

export function revoke(tx: Transaction, { tenant, group }: In<Revoke>): Out<Revoke> {
  return { revoked: tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, group) }
}
