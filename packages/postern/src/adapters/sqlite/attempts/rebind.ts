import type { Id } from '../../../domain/id.ts'
import type { SignInEffect } from '../../../ports/records.ts'
import { writeHash } from '../../sql/row.ts'
import type { Transaction } from '../transaction.ts'
import { end, findOpen } from './open-attempts.ts'

type Rebind = NonNullable<SignInEffect['rebind']> & {
  readonly tenant: Id<'tenant'>
  readonly application: Id<'application'>
  readonly addressKey: string
}

/** Renews a binding: its open attempts for the same address and application end, the others follow it. */
export function rebind(tx: Transaction, renewal: Rebind): void {
  const { tenant, from, fromHash, application, addressKey } = renewal
  for (const attempt of findOpen(tx, tenant, from, fromHash)) {
    if (attempt.application === application && attempt.addressKey === addressKey) end(tx, tenant, attempt)
    else follow(tx, renewal, attempt.id)
  }
}

function follow(tx: Transaction, { tenant, to, toHash }: Rebind, id: Id<'attempt'>): void {
  tx.change(
    `UPDATE postern_attempts SET asker_id = ?, asker_hash = ?, version = version + 1 WHERE tenant = ? AND id = ?`,
    to,
    writeHash(toHash),
    tenant,
    id,
  )
}
