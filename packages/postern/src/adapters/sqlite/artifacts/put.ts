import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeArtifact } from '../write-artifact.ts'

type Put = Store['artifacts']['put']

export function put(tx: Transaction, { tenant, now, artifact }: In<Put>): Out<Put> {
  return { kind: writeArtifact(tx, tenant, now, artifact) ? 'done' : 'exists' }
}
