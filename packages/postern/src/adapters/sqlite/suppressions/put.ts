import { after, later } from '../../../domain/instant.ts'
import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { strikeMemory } from '../../sql/suppression-row.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Put = Store['suppressions']['put']

export function put(tx: Transaction, input: In<Put>): Out<Put> {
  const { tenant, address, until, reason, now } = input
  tx.change(
    `INSERT INTO postern_suppressions (tenant, key, struck_at, suppressed_until, expires_at, reason)
VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, key) DO UPDATE SET struck_at = excluded.struck_at,
suppressed_until = excluded.suppressed_until, expires_at = excluded.expires_at, reason = excluded.reason`,
    tenant,
    address,
    now,
    until,
    later(until, after(now, strikeMemory)),
    reason,
  )
  writeAlso(tx, input)
}
