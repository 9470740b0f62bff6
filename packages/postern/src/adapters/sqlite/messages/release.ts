import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Release = Store['messages']['release']

/** The index alone says which: beside a long queue no row is looked at that is another's. */
export function release(tx: Transaction, { owner, now }: In<Release>): Out<Release> {
  tx.change(
    `UPDATE postern_messages SET lease_owner = '', lease_until = ?, due_at = max(next_at, min(due_at, ?))
WHERE (tenant, id) IN (
  SELECT tenant, id FROM postern_messages INDEXED BY postern_messages_due WHERE state = 'queued' AND lease_owner = ?
)`,
    now,
    now,
    owner,
  )
}
