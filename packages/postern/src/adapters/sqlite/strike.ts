import type { Id } from '../../domain/id.ts'
import { after, before, days, type Instant } from '../../domain/instant.ts'
import { strikeMemory, strikePause } from '../sql/suppression-row.ts'
import type { Transaction } from './transaction.ts'

const suppression = days(7)

/**
 * Counts a refusal of the address itself, one a day: whatever was wrong for an hour is no second witness. The second one
 * within 30 days suppresses it for 7 days, or longer as it was.
 */
export function strike(tx: Transaction, tenant: Id<'tenant'>, key: string, now: Instant): void {
  const until = after(now, suppression)
  tx.change(
    `INSERT INTO postern_suppressions (tenant, key, struck_at, suppressed_until, expires_at) VALUES (?, ?, ?, NULL, ?)
ON CONFLICT (tenant, key) DO UPDATE SET
suppressed_until = CASE WHEN struck_at > ? THEN max(coalesce(suppressed_until, 0), ?) ELSE suppressed_until END,
struck_at = excluded.struck_at,
expires_at = max(expires_at, excluded.expires_at)
WHERE struck_at <= ?`,
    tenant,
    key,
    now,
    after(now, strikeMemory),
    before(now, strikeMemory),
    until,
    before(now, strikePause),
  )
}
