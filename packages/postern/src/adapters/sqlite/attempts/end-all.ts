import type { Store } from '../../../ports/store.ts'
import { writeHash } from '../../sql/row.ts'
import type { In, Out } from '../step.ts'
import type { Transaction } from '../transaction.ts'

type EndAll = Store['attempts']['endAll']

export function endAll(tx: Transaction, { tenant, asker, hash }: In<EndAll>): Out<EndAll> {
  tx.change(
    `UPDATE postern_attempts INDEXED BY postern_attempts_of_asker SET state = 'cancelled', version = version + 1
WHERE tenant = ? AND asker_id = ? AND state IN ('open', 'approved') AND asker_hash = ?`,
    tenant,
    asker,
    writeHash(hash),
  )
}
