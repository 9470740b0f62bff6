import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../../../ports/store.ts'
import { heldForOne, messageColumns, readMessage } from '../../sql/message-row.ts'
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
  expireHeld(tx, now, limit)
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

/** What was never asked to be sent. Many at a time: whoever delivers by itself leaves one behind with every start. */
function expireHeld(tx: Transaction, now: Instant, limit: number): void {
  tx.change(
    `UPDATE postern_messages SET state = 'expired', sealed = NULL, reason = 'never-sent'
WHERE (tenant, id) IN (
  SELECT tenant, id FROM postern_messages INDEXED BY postern_messages_held
  WHERE state = 'held' AND deadline <= ? LIMIT ?
)`,
    now,
    limit * heldForOne,
  )
}
