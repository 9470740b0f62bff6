import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { endSessions } from '../users/end-sessions.ts'
import { writeAlso } from '../write-also.ts'
import { applyChange, judgeChange } from './apply-change.ts'

type Change = Store['addresses']['change']
type Input = In<Change>

export function change(tx: Transaction, input: Input): Out<Change> {
  const verdict = judgeChange(tx, input)
  if (verdict !== 'fine') return { kind: verdict }
  if (!isSpendable(tx, input) || !applyChange(tx, input, input.version)) return { kind: 'changed' }
  spend(tx, input)
  if (input.endSessions) endSessions(tx, { tenant: input.tenant, id: input.user })
  writeAlso(tx, input)
  return { kind: 'done' }
}

const live = 'tenant = ? AND kind = ? AND id = ? AND consumed_at IS NULL AND expires_at > ?'

function isSpendable(tx: Transaction, { tenant, now, spend: artifact }: Input): boolean {
  if (!artifact) return true
  const { kind, id } = artifact
  return tx.first(`SELECT 1 AS present FROM postern_artifacts WHERE ${live}`, tenant, kind, id, now) !== undefined
}

function spend(tx: Transaction, { tenant, now, user, spend: artifact }: Input): void {
  if (!artifact) return
  const { kind, id } = artifact
  tx.change(`UPDATE postern_artifacts SET consumed_at = ? WHERE ${live}`, now, tenant, kind, id, now)
  tx.change(
    `UPDATE postern_artifacts INDEXED BY postern_artifacts_of_group SET consumed_at = ?
WHERE group_id = ? AND tenant = ? AND kind = ? AND consumed_at IS NULL AND expires_at > (
  SELECT x.expires_at FROM postern_artifacts x WHERE x.tenant = ? AND x.kind = ? AND x.id = ?)`,
    now,
    user,
    tenant,
    kind,
    tenant,
    kind,
    id,
  )
}
