import { invitationKind } from '../../../domain/invitation.ts'
import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { chargeAll, findLimit } from '../charges.ts'
import { put as putDocument } from '../documents/put.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { writeArtifact } from '../write-artifact.ts'

type Put = Store['invitations']['put']

export function put(tx: Transaction, input: In<Put>): Out<Put> {
  const { tenant, now, id, version, json, address, artifact } = input
  const refusal = findLimit(tx, input)
  if (refusal) return refusal
  // What is written beside it comes last: a mail that waits for this address is an older one.
  const outcome = putDocument(tx, { tenant, now, kind: invitationKind, id, version, json })
  if (outcome.kind === 'changed') return outcome
  chargeAll(tx, input)
  tx.change(
    `UPDATE postern_messages INDEXED BY postern_messages_due
SET state = 'dropped', sealed = NULL, reason = 'replaced', lease_until = ?
WHERE tenant = ? AND state = 'queued' AND kind = 'invitation' AND address_key = ?
  AND application || '/' || address_key = ?`,
    now,
    tenant,
    address,
    id,
  )
  if (artifact) writeArtifact(tx, tenant, now, artifact)
  writeAlso(tx, input)
  return outcome
}
