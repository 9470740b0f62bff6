import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Touch = Store['sessions']['touch']

/** A session that is over stays over, and an older sight of it changes nothing. */
export function touch(tx: Transaction, { tenant, id, idleUntil, now }: In<Touch>): Out<Touch> {
  tx.change(
    `UPDATE postern_sessions SET seen_at = ?, idle_until = ?
WHERE tenant = ? AND id = ? AND seen_at <= ? AND idle_until > ? AND expires_at > ?`,
    now,
    idleUntil,
    tenant,
    id,
    now,
    now,
    now,
  )
}
