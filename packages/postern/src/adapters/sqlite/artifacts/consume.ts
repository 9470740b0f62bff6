import type { Store } from '../../../ports/store.ts'
import { artifactColumns, findArtifact, readArtifact } from '../../sql/artifact-row.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'

type Consume = Store['artifacts']['consume']

export function consume(tx: Transaction, { tenant, kind, id, now }: In<Consume>): Out<Consume> {
  const row = tx.first(
    `UPDATE postern_artifacts SET consumed_at = ?
WHERE tenant = ? AND kind = ? AND id = ? AND consumed_at IS NULL AND expires_at > ? RETURNING ${artifactColumns}`,
    now,
    tenant,
    kind,
    id,
    now,
  )
  if (row) return { kind: 'consumed', artifact: readArtifact(row) }
  return { kind: tx.first(findArtifact, tenant, kind, id, now) ? 'spent' : 'unknown' }
}
