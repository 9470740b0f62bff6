import type { Id } from '../../../domain/id.ts'
import type { Transaction } from '../transaction.ts'

interface Seen {
  readonly tenant: Id<'tenant'>
  readonly user: Id<'user'>
  readonly version: number
}

/** What rests on how a user was seen looks again. Answers whether she was still as she was seen. */
export function raiseVersion(tx: Transaction, { tenant, user, version }: Seen): boolean {
  const sql = `UPDATE postern_users SET version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND status <> 'removed'`
  return tx.change(sql, tenant, user, version) === 1
}
