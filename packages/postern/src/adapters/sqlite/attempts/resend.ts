import type { Superseded } from '../../../domain/attempt.ts'
import type { Store } from '../../../ports/store.ts'
import type { Row } from '../../sql/row.ts'
import { expiryOf, readSets, readSuperseded, writeSets, writeSuperseded } from '../../sql/secret-sets.ts'
import type { In, Out } from '../../sql/step.ts'
import { chargeAll, findRefusal } from '../charges.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { writeArtifact } from '../write-artifact.ts'

type Resend = Store['attempts']['resend']

/** Old marks that an attempt remembers. More mails than this for one attempt are past any use of telling them apart. */
const mostSuperseded = 20

export function resend(tx: Transaction, input: In<Resend>): Out<Resend> {
  const { tenant, id, version, now, proof } = input
  const row = tx.first(
    `SELECT sets, superseded FROM postern_attempts
WHERE tenant = ? AND id = ? AND version = ? AND state = 'open' AND expires_at > ?`,
    tenant,
    id,
    version,
    now,
  )
  if (!row) return { kind: 'changed' }
  const refusal = findRefusal(tx, input)
  if (refusal) return refusal
  if (!addSet(tx, input, row)) return { kind: 'changed' }
  chargeAll(tx, input)
  if (proof) writeArtifact(tx, tenant, now, proof)
  writeAlso(tx, input)
  return { kind: 'issued' }
}

function addSet(tx: Transaction, { tenant, id, version, set, keep, now }: In<Resend>, row: Row): boolean {
  const all = [...readSets(row[0] as string), set]
  const sets = all.slice(-keep)
  const pushedOut = all
    .slice(0, -keep)
    .map(({ mark, link, cancel, askedAt }): Superseded => ({ mark, link, cancel, askedAt }))
  const superseded = [...readSuperseded(row[1] as string), ...pushedOut].slice(-mostSuperseded)
  const changes = tx.change(
    `UPDATE postern_attempts SET sets = ?, superseded = ?, expires_at = ?, version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND state = 'open' AND expires_at > ?`,
    writeSets(sets),
    writeSuperseded(superseded),
    expiryOf(sets),
    tenant,
    id,
    version,
    now,
  )
  return changes === 1
}
