import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Cancel = Store['attempts']['cancel']

export function cancel(tx: Transaction, input: In<Cancel>): Out<Cancel> {
  const changes = tx.change(
    `UPDATE postern_attempts SET state = 'cancelled', version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND state IN ('open', 'approved') AND expires_at > ?`,
    input.tenant,
    input.id,
    input.version,
    input.now,
  )
  if (changes !== 1) return { kind: 'changed' }
  writeAlso(tx, input)
  return { kind: 'done' }
}
