import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type RevokeOf = Store['sessions']['revokeOf']

/** Statements name the index they need: SQLite would rather walk all sessions of the tenant. */
const ofUser = `SELECT s.id FROM postern_sessions s INDEXED BY postern_sessions_of_user
WHERE s.tenant = ? AND s.user_id = ? AND s.id <> ?`

/** The row is there however she left: a browser that she only signed out of is forgotten as well. */
const otherBrowsers = `DELETE FROM postern_known_browsers WHERE user_id = ? AND tenant = ? AND browser IS NOT (
  SELECT s.browser FROM postern_sessions s WHERE s.tenant = ? AND s.id = ? AND s.user_id = ?)`

export function revokeOf(tx: Transaction, input: In<RevokeOf>): Out<RevokeOf> {
  const { tenant, user, except = '' } = input
  const revoked = tx.change(
    `DELETE FROM postern_sessions WHERE tenant = ? AND id IN (${ofUser})`,
    tenant,
    tenant,
    user,
    except,
  )
  tx.change(otherBrowsers, user, tenant, tenant, except, user)
  if (revoked > 0) writeAlso(tx, input)
  return { revoked }
}
