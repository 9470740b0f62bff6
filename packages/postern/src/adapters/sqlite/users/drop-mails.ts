import type { Id } from '../../../domain/id.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Transaction } from '../transaction.ts'

interface Input {
  readonly tenant: Id<'tenant'>
  readonly id: Id<'user'>
  readonly now: Instant
}

/** Drops what waits to be sent to any address of the user. */
export function dropMails(tx: Transaction, { tenant, id, now }: Input): void {
  tx.change(
    `UPDATE postern_messages INDEXED BY postern_messages_due
SET state = 'dropped', sealed = NULL, reason = 'revoked', lease_until = ?
WHERE tenant = ? AND state = 'queued' AND address_key IN (
  SELECT d.key FROM postern_addresses d INDEXED BY postern_addresses_of_user WHERE d.tenant = ? AND d.user_id = ?)`,
    now,
    tenant,
    tenant,
    id,
  )
}
