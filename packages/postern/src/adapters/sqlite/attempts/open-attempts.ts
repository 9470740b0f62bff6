/** The open attempts of an asker: found first, as there are hardly ever any, and each then changed by its key. */
import type { SecretHash } from '../../../domain/credential.ts'
import type { Id } from '../../../domain/id.ts'
import { writeHash } from '../../sql/row.ts'
import type { Transaction } from '../transaction.ts'

export interface OpenAttempt {
  readonly id: Id<'attempt'>
  readonly application: Id<'application'>
  readonly addressKey: string
}

/** Without a hash: whoever shows the id, which nobody can where it is none of ours. */
export function findOpen(
  tx: Transaction,
  tenant: Id<'tenant'>,
  asker: Id<'binding'>,
  hash?: SecretHash,
): readonly OpenAttempt[] {
  const rows = tx.all(
    `SELECT id, application, address_key FROM postern_attempts INDEXED BY postern_attempts_of_asker
WHERE tenant = ? AND asker_id = ? AND state IN ('open', 'approved') AND (? IS NULL OR asker_hash = ?)`,
    tenant,
    asker,
    hash ? writeHash(hash) : null,
    hash ? writeHash(hash) : null,
  )
  return rows.map((row) => ({
    id: row[0] as Id<'attempt'>,
    application: row[1] as Id<'application'>,
    addressKey: row[2] as string,
  }))
}

export function end(tx: Transaction, tenant: Id<'tenant'>, { id }: OpenAttempt): void {
  tx.change(
    `UPDATE postern_attempts SET state = 'cancelled', version = version + 1 WHERE tenant = ? AND id = ?`,
    tenant,
    id,
  )
}
