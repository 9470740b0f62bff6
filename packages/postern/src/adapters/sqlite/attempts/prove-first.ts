import type { Id } from '../../../domain/id.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Transaction } from '../transaction.ts'

interface Input {
  readonly tenant: Id<'tenant'>
  readonly now: Instant
  readonly id: Id<'user'>
  /** Of her primary address. */
  readonly key: string
  /** Of her sessions this one stays. */
  readonly keep?: Id<'session'>
}

/** The first proof of an address that was only vouched for: whatever somebody else may have had of the account ends. */
export function proveFirst(tx: Transaction, input: Input): void {
  const { tenant, now, id, key } = input
  tx.change('UPDATE postern_users SET version = version + 1 WHERE tenant = ? AND id = ?', tenant, id)
  tx.change('UPDATE postern_addresses SET proved_at = ? WHERE tenant = ? AND key = ?', now, tenant, key)
  dropOthers(tx, input)
  endSessions(tx, input)
  tx.change('DELETE FROM postern_known_browsers WHERE tenant = ? AND user_id = ?', tenant, id)
  tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, id)
}

function dropOthers(tx: Transaction, { tenant, id, key }: Input): void {
  const rows = tx.all(
    `SELECT key FROM postern_addresses INDEXED BY postern_addresses_of_user
WHERE tenant = ? AND user_id = ? AND key <> ?`,
    tenant,
    id,
    key,
  )
  for (const [other = null] of rows)
    tx.change('DELETE FROM postern_addresses WHERE tenant = ? AND key = ?', tenant, other)
}

function endSessions(tx: Transaction, { tenant, id, keep }: Input): void {
  const rows = tx.all(
    'SELECT id FROM postern_sessions INDEXED BY postern_sessions_of_user WHERE tenant = ? AND user_id = ? AND id <> ?',
    tenant,
    id,
    keep ?? '',
  )
  for (const [session = null] of rows) {
    tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, session)
    tx.change('DELETE FROM postern_sessions WHERE tenant = ? AND id = ?', tenant, session)
  }
}
