import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { giveBack } from '../charges.ts'
import type { Transaction } from '../transaction.ts'

type GiveTryBack = Store['attempts']['giveTryBack']

export function giveTryBack(tx: Transaction, input: In<GiveTryBack>): Out<GiveTryBack> {
  const changes = tx.change(
    `UPDATE postern_attempts SET tries = tries - 1
WHERE tenant = ? AND id = ? AND state IN ('open', 'approved') AND tries > 0`,
    input.tenant,
    input.id,
  )
  if (changes === 0) return { kind: 'changed' }
  giveBack(tx, input)
  return { kind: 'done' }
}
