import type { Id } from '../../../domain/id.ts'
import type { Transaction } from '../transaction.ts'

interface Input {
  readonly tenant: Id<'tenant'>
  readonly id: Id<'user'>
}

/**
 * Ends the user's sessions, with what was handed out in them, and forgets her browsers. Families of refresh tokens die
 * with their session.
 */
export function endSessions(tx: Transaction, { tenant, id }: Input): void {
  const rows = tx.all(
    'SELECT id FROM postern_sessions INDEXED BY postern_sessions_of_user WHERE tenant = ? AND user_id = ?',
    tenant,
    id,
  )
  for (const [session = null] of rows) {
    tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, session)
    tx.change('DELETE FROM postern_sessions WHERE tenant = ? AND id = ?', tenant, session)
  }
  tx.change('DELETE FROM postern_known_browsers WHERE user_id = ? AND tenant = ?', id, tenant)
}
