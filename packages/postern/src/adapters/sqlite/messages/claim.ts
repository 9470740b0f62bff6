import type { Store } from '../../../ports/store.ts'
import { messageColumns, readMessage } from '../../sql/message-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Claim = Store['messages']['claim']

/**
 * After an outage the newest mails come first: whoever asked last is the likeliest to be still waiting. Nobody waits for a
 * webhook's call: there the oldest come first, so that each has its turn. A channel is text, as its index wants it.
 */
const dueFirst = {
  mail: `due_at <= ? AND channel = 'mail' ORDER BY due_at DESC`,
  webhook: `due_at <= ? AND channel = 'webhook' ORDER BY due_at`,
} as const

export function claim(tx: Transaction, { owner, until, limit, now, channel = 'mail' }: In<Claim>): Out<Claim> {
  const rows = tx.all(
    `UPDATE postern_messages SET lease_owner = ?, lease_until = ?, due_at = ?, tries = tries + 1
WHERE (tenant, id) IN (
  SELECT tenant, id FROM postern_messages WHERE state = 'queued' AND ${dueFirst[channel]} LIMIT ?
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
