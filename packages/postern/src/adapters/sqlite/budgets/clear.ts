import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Clear = Store['budgets']['clear']

/** Through the turn's budgets: another step of the same turn may hold one. */
export function clear(tx: Transaction, input: In<Clear>): Out<Clear> {
  const { tenant, keys } = input
  for (const key of keys) {
    const budget = tx.budget(tenant, key)
    budget.hits.times.length = 0
    budget.hits.counts.length = 0
    budget.changed = true
  }
  writeAlso(tx, input)
}
