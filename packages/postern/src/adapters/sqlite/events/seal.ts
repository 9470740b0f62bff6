import type { Store } from '../../../ports/store.ts'
import { newestSeal } from '../../sql/event-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Seal = Store['events']['seal']

export function seal(tx: Transaction, { tenant, head, link, first, last, count, now }: In<Seal>): Out<Seal> {
  const newest = tx.first(newestSeal, tenant)
  if (((newest?.[0] as string | undefined) ?? '') !== head) return { kind: 'changed' }
  tx.change(
    'INSERT INTO postern_seals (tenant, last, first, count, link, at) VALUES (?, ?, ?, ?, ?, ?)',
    tenant,
    last,
    first,
    count,
    link,
    now,
  )
  return { kind: 'done' }
}
