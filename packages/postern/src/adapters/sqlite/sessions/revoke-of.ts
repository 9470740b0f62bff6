import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type RevokeOf = Store['sessions']['revokeOf']

/** Statements name the index they need: SQLite would rather walk all sessions of the tenant. */
const ofUser = `SELECT s.id FROM postern_sessions s INDEXED BY postern_sessions_of_user
WHERE s.tenant = ? AND s.user_id = ? AND s.id <> ?`

export function revokeOf(tx: Transaction, input: In<RevokeOf>): Out<RevokeOf> {
  const { tenant, user, except = '' } = input
  const revoked = tx.change(
    `DELETE FROM postern_sessions WHERE tenant = ? AND id IN (${ofUser})`,
    tenant,
    tenant,
    user,
    except,
  )
  if (revoked > 0) writeAlso(tx, input)
  return { revoked }
}
