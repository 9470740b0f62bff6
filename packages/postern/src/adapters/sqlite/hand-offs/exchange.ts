import type { Store } from '../../../ports/store.ts'
import { handOffKind } from '../../sql/hand-off-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { createFamily } from '../create-family.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Exchange = Store['handOffs']['exchange']

export function exchange(tx: Transaction, input: In<Exchange>): Out<Exchange> {
  const { tenant, now, id, user, userVersion, keptUntil, family } = input
  const row = tx.first(
    `UPDATE postern_artifacts SET consumed_at = ?, expires_at = ?
WHERE tenant = ? AND kind = '${handOffKind}' AND id = ? AND consumed_at IS NULL AND expires_at > ? AND EXISTS (
SELECT 1 FROM postern_sessions s JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
WHERE s.tenant = postern_artifacts.tenant AND s.id = postern_artifacts.id AND s.idle_until > ? AND s.expires_at > ?
AND u.id = ? AND u.version = ?) RETURNING (SELECT s.application FROM postern_sessions s
WHERE s.tenant = postern_artifacts.tenant AND s.id = postern_artifacts.id)`,
    now,
    keptUntil,
    tenant,
    id,
    now,
    now,
    now,
    user,
    userVersion,
  )
  if (!row) return { kind: 'changed' }
  const [application = null] = row
  if (family) createFamily(tx, { tenant, now, family, session: id, user, application: application as string })
  writeAlso(tx, input)
  return { kind: 'done' }
}
