import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../../../ports/store.ts'
import { dueWebhooks } from '../../sql/due-webhooks.ts'
import { heldForOne, messageColumns, readMessage } from '../../sql/message-row.ts'
import type { Value } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'

import type { Transaction } from '../transaction.ts'

type Claim = Store['messages']['claim']

export function claim(tx: Transaction, input: In<Claim>): Out<Claim> {
  const { owner, until, limit, now } = input
  expireHeld(tx, now, limit)
  const { text, values } = input.channel === 'webhook' ? dueCalls(input) : dueMails(input)
  const rows = tx.all(
    `UPDATE postern_messages SET lease_owner = ?, lease_until = ?, due_at = ?, tries = tries + 1
WHERE (tenant, id) IN (${text})
RETURNING ${messageColumns}`,
    owner,
    until,
    until,
    ...values,
  )
  return rows.map(readMessage)
}

interface Due {
  readonly text: string
  readonly values: readonly Value[]
}

/** After an outage the newest mails come first: whoever asked last is the likeliest to be still waiting. */
function dueMails({ now, limit }: In<Claim>): Due {
  const text = `SELECT tenant, id FROM postern_messages
WHERE state = 'queued' AND channel = 'mail' AND due_at <= ? ORDER BY due_at DESC LIMIT ?`
  return { text, values: [now, limit] }
}

/** Nobody waits for a webhook's call: the oldest come first, so that each has its turn, and a few of each webhook. */
function dueCalls({ now, limit, each = limit, passOver = [] }: In<Claim>): Due {
  const text = `WITH RECURSIVE ${dueWebhooks}
SELECT c.tenant, c.id FROM webhooks CROSS JOIN postern_messages c
WHERE webhooks.id IS NOT NULL AND webhooks.id NOT IN (SELECT value FROM json_each(?)) AND (c.id, c.tenant) IN (
  SELECT m.id, m.tenant FROM postern_messages m INDEXED BY postern_messages_due_of_webhook
  WHERE m.state = 'queued' AND m.channel = 'webhook' AND m.address_key = webhooks.id AND m.due_at <= ?
  ORDER BY m.due_at LIMIT ?
)
ORDER BY c.due_at LIMIT ?`
  return { text, values: [JSON.stringify(passOver), now, each, limit] }
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
