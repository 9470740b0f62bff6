import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { raiseVersion } from './raise-version.ts'

type Remove = Store['registrations']['remove']

const hers = 'WHERE tenant = ? AND user_id = ? AND application = ?'

export function remove(tx: Transaction, input: In<Remove>): Out<Remove> {
  const { tenant, user, application } = input
  if (!tx.first(`SELECT 1 AS present FROM postern_registrations ${hers}`, tenant, user, application)) {
    return { kind: 'changed' }
  }
  if (!raiseVersion(tx, input)) return { kind: 'changed' }
  tx.change(`DELETE FROM postern_registrations ${hers}`, tenant, user, application)
  endSessions(tx, input)
  writeAlso(tx, input)
  return { kind: 'done' }
}

function endSessions(tx: Transaction, { tenant, user, application }: In<Remove>): void {
  const sessions = tx.all(
    `SELECT id FROM postern_sessions INDEXED BY postern_sessions_of_user ${hers}`,
    tenant,
    user,
    application,
  )
  for (const [session = null] of sessions) {
    tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, session)
    tx.change('DELETE FROM postern_sessions WHERE tenant = ? AND id = ?', tenant, session)
  }
}
