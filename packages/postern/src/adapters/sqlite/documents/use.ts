import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Use = Store['documents']['use']

export function use(tx: Transaction, { tenant, kind, id, every, now }: In<Use>): Out<Use> {
  tx.change(
    `UPDATE postern_documents SET used_at = ?
WHERE tenant = ? AND kind = ? AND id = ? AND (used_at IS NULL OR used_at <= ?)`,
    now,
    tenant,
    kind,
    id,
    now - every,
  )
}
