import type { Store } from '../../../ports/store.ts'
import { messageColumns, readMessage } from '../../sql/message-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Queue = Store['messages']['queue']

export function queue(tx: Transaction, { tenant, attempt, owner, until, now }: In<Queue>): Out<Queue> {
  const row = tx.first(
    `UPDATE postern_messages INDEXED BY postern_messages_of_attempt
SET state = 'queued', next_at = ?, lease_owner = ?, lease_until = ?, due_at = ?
WHERE tenant = ? AND attempt = ? AND state = 'held' AND deadline > ? RETURNING ${messageColumns}`,
    now,
    owner,
    until,
    until,
    tenant,
    attempt,
    now,
  )
  return row && readMessage(row)
}
