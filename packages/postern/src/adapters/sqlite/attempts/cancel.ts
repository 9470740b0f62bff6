import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Cancel = Store['attempts']['cancel']

export function cancel(tx: Transaction, input: In<Cancel>): Out<Cancel> {
  const changes = tx.change(
    `UPDATE postern_attempts SET state = 'cancelled', version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND state IN ('open', 'approved', 'proved') AND expires_at > ?`,
    input.tenant,
    input.id,
    input.version,
    input.now,
  )
  if (changes !== 1) return { kind: 'changed' }
  // What a half-way attempt was waiting with is worth nothing any more.
  tx.change(
    'DELETE FROM postern_artifacts INDEXED BY postern_artifacts_of_group WHERE tenant = ? AND group_id = ?',
    input.tenant,
    input.id,
  )
  writeAlso(tx, input)
  return { kind: 'done' }
}
