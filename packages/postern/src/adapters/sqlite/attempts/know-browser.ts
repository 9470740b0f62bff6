import type { Id } from '../../../domain/id.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { SignInEffect } from '../../../ports/records.ts'
import { writeHash } from '../../sql/row.ts'
import type { Transaction } from '../transaction.ts'

interface Input {
  readonly tenant: Id<'tenant'>
  readonly now: Instant
  readonly effect: Pick<SignInEffect, 'browser'>
}

/**
 * Lets the browser be known by this user, where it is to be known for any time. Other users' rows stay: an id alone must
 * not make it a stranger to them.
 */
export function knowBrowser(tx: Transaction, { tenant, now, effect }: Input, user: Id<'user'>): void {
  const { id, hash, until } = effect.browser
  if (until <= now) return
  tx.change(
    `INSERT INTO postern_known_browsers (tenant, browser, user_id, hash, expires_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (tenant, browser, user_id) DO UPDATE
SET hash = excluded.hash, expires_at = excluded.expires_at, seen_at = excluded.seen_at`,
    tenant,
    id,
    user,
    writeHash(hash),
    until,
    now,
  )
}
