import type { Id } from '../../../domain/id.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { AttemptDraft } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import { writeAsked, writeHash } from '../../sql/row.ts'
import { writeSets } from '../../sql/secret-sets.ts'
import type { In, Out } from '../../sql/step.ts'
import { chargeAll, findRefusal } from '../charges.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { writeArtifact } from '../write-artifact.ts'
import { end, findOpen } from './open-attempts.ts'

type Issue = Store['attempts']['issue']

export function issue(tx: Transaction, input: In<Issue>): Out<Issue> {
  const { tenant, now, attempt, proof } = input
  const refusal = findRefusal(tx, input)
  if (refusal) return refusal
  chargeAll(tx, input)
  if (proof) writeArtifact(tx, tenant, now, proof)
  if (input.newestOnly) for (const other of findOpen(tx, tenant, attempt.asker.id)) end(tx, tenant, other)
  else endOthers(tx, tenant, attempt)
  insert(tx, tenant, now, attempt)
  writeAlso(tx, input)
  return { kind: 'issued' }
}

function endOthers(tx: Transaction, tenant: Id<'tenant'>, { asker, application, address }: AttemptDraft): void {
  for (const other of findOpen(tx, tenant, asker.id, asker.hash)) {
    if (other.application === application && other.addressKey === address.key) end(tx, tenant, other)
  }
}

function insert(tx: Transaction, tenant: Id<'tenant'>, now: Instant, attempt: AttemptDraft): void {
  const { address, asker, code, set } = attempt
  tx.change(
    `INSERT INTO postern_attempts (tenant, id, application, purpose, state, version, address, address_key, asker_kind,
asker_id, asker_hash, asked, destination, locale, number, code_kind, code_length, tries, max_tries, approval_shut, sets,
superseded, cancels, created_at, expires_at, opens, about)
VALUES (?, ?, ?, ?, 'open', 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, ?, '[]', '[]', ?, ?, 0, ?)`,
    tenant,
    attempt.id,
    attempt.application,
    attempt.purpose,
    address.address,
    address.key,
    asker.kind,
    asker.id,
    writeHash(asker.hash),
    writeAsked(attempt.asked),
    JSON.stringify(attempt.destination),
    attempt.locale,
    attempt.number,
    code.kind,
    code.length,
    attempt.maxTries,
    writeSets([set]),
    now,
    set.until,
    attempt.about ? JSON.stringify(attempt.about) : null,
  )
}
