import type { Store } from '../../../ports/store.ts'
import { messageColumns, readMessage } from '../../sql/message-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Claim = Store['messages']['claim']

/** After an outage the newest come first: whoever asked last is the likeliest to be still waiting. */
export function claim(tx: Transaction, { owner, until, limit, now }: In<Claim>): Out<Claim> {
  const rows = tx.all(
    `UPDATE postern_messages SET lease_owner = ?, lease_until = ?, due_at = ?, tries = tries + 1
WHERE (tenant, id) IN (
  SELECT tenant, id FROM postern_messages WHERE state = 'queued' AND due_at <= ? ORDER BY due_at DESC LIMIT ?
)
RETURNING ${messageColumns}`,
    owner,
    until,
    until,
    now,
    limit,
  )
  return rows.map(readMessage)
}
