import type { SecretHash } from '../../../domain/credential.ts'
import type { Store } from '../../../ports/store.ts'
import { readHashes, writeHashes } from '../../sql/secret-sets.ts'
import type { In, Out } from '../../sql/step.ts'
import { chargeAll, findLimit } from '../charges.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'

type Approve = Store['attempts']['approve']

export function approve(tx: Transaction, input: In<Approve>): Out<Approve> {
  const { tenant, id, version, now, number, cancel, wrong, also, alsoWrong } = input
  const row = tx.first(
    `SELECT number, approval_shut, cancels FROM postern_attempts
WHERE tenant = ? AND id = ? AND version = ? AND state = 'open' AND expires_at > ?`,
    tenant,
    id,
    version,
    now,
  )
  if (!row) return { kind: 'changed' }
  const charging = { tenant, now, charges: [wrong] }
  if (row[1] === 1 || findLimit(tx, charging)) return { kind: 'shut' }
  const right = row[0] === number
  const cancels = readHashes(row[2] as string)
  const change = {
    state: right ? 'approved' : 'open',
    shut: right ? 0 : 1,
    cancels: right ? [...cancels, cancel] : cancels,
  }
  if (!decide(tx, input, change)) return { kind: 'changed' }
  if (!right) chargeAll(tx, charging)
  writeAlso(tx, { tenant, now, also: right ? also : alsoWrong })
  return { kind: right ? 'approved' : 'wrong' }
}

interface Decision {
  readonly state: string
  readonly shut: number
  readonly cancels: readonly SecretHash[]
}

function decide(tx: Transaction, { tenant, id, version, now }: In<Approve>, decision: Decision): boolean {
  const changes = tx.change(
    `UPDATE postern_attempts SET state = ?, approval_shut = ?, cancels = ?, version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND state = 'open' AND approval_shut = 0 AND expires_at > ?`,
    decision.state,
    decision.shut,
    writeHashes(decision.cancels),
    tenant,
    id,
    version,
    now,
  )
  return changes === 1
}
