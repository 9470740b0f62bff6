import type { Id } from '../../../domain/id.ts'
import type { SignInEffect } from '../../../ports/store.ts'
import { writeHash } from '../../sql/row.ts'
import type { Transaction } from '../transaction.ts'

type Rebind = NonNullable<SignInEffect['rebind']> & {
  readonly tenant: Id<'tenant'>
  readonly application: Id<'application'>
  readonly key: string
}

/** Renews a binding: its open attempts for the same address and application end, the others follow it. */
export function rebind(tx: Transaction, { tenant, from, fromHash, to, toHash, application, key }: Rebind): void {
  tx.change(
    `UPDATE postern_attempts INDEXED BY postern_attempts_of_asker SET state = 'cancelled', version = version + 1
WHERE tenant = ? AND asker_id = ? AND state IN ('open', 'approved')
AND asker_hash = ? AND application = ? AND address_key = ?`,
    tenant,
    from,
    writeHash(fromHash),
    application,
    key,
  )
  tx.change(
    `UPDATE postern_attempts INDEXED BY postern_attempts_of_asker SET asker_id = ?, asker_hash = ?, version = version + 1
WHERE tenant = ? AND asker_id = ? AND state IN ('open', 'approved') AND asker_hash = ?`,
    to,
    writeHash(toHash),
    tenant,
    from,
    writeHash(fromHash),
  )
}
