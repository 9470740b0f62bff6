import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { chargeAll, findLimit } from '../charges.ts'
import type { Transaction } from '../transaction.ts'

type TakeTry = Store['attempts']['takeTry']

export function takeTry(tx: Transaction, input: In<TakeTry>): Out<TakeTry> {
  if (findLimit(tx, input)) return { kind: 'exhausted' }
  const row = tx.first(
    `UPDATE postern_attempts SET tries = tries + 1
WHERE tenant = ? AND id = ? AND state IN ('open', 'approved') AND expires_at > ? AND tries < max_tries
RETURNING max_tries - tries AS left, version`,
    input.tenant,
    input.id,
    input.now,
  )
  if (!row) return { kind: 'exhausted' }
  chargeAll(tx, input)
  return { kind: 'taken', triesLeft: row[0] as number, version: row[1] as number }
}
