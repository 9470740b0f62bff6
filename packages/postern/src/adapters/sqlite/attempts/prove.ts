import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { writeArtifact } from '../write-artifact.ts'

type Prove = Store['attempts']['prove']

export function prove(tx: Transaction, input: In<Prove>): Out<Prove> {
  const { tenant, id, version, now, artifact } = input
  const changes = tx.change(
    `UPDATE postern_attempts SET state = 'proved', version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND state IN ('open', 'approved') AND expires_at > ?`,
    tenant,
    id,
    version,
    now,
  )
  if (changes !== 1) return { kind: 'changed' }
  writeArtifact(tx, tenant, now, artifact)
  writeAlso(tx, input)
  return { kind: 'done' }
}
