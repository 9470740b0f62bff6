import type { Store } from '../../../ports/store.ts'
import { writeWords } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Change = Store['users']['change']

export function change(tx: Transaction, input: In<Change>): Out<Change> {
  const { tenant, id, version, status, factors } = input
  const changes = tx.change(
    `UPDATE postern_users SET status = coalesce(?, status), factors = coalesce(?, factors), version = version + 1
WHERE tenant = ? AND id = ? AND version = ?`,
    status ?? null,
    factors ? writeWords(factors) : null,
    tenant,
    id,
    version,
  )
  if (changes !== 1) return { kind: 'changed' }
  writeAlso(tx, input)
  return { kind: 'done' }
}
