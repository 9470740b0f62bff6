import type { Id } from '../../../domain/id.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Settlement } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import type { Row } from '../../sql/row.ts'
import { shortenSet } from '../../sql/secret-sets.ts'
import type { In, Out } from '../../sql/step.ts'
import { strike } from '../strike.ts'
import type { Transaction } from '../transaction.ts'
import { writeEvent } from '../write-also.ts'

type Settle = Store['messages']['settle']
type Again = Extract<Settlement['outcome'], { readonly kind: 'again' }>

const leased = `WHERE tenant = ? AND id = ? AND state = 'queued' AND lease_owner = ?`

export function settle(tx: Transaction, { tenant, settlements, now }: In<Settle>): Out<Settle> {
  const settled = settlements.filter((settlement) => settleOne(tx, tenant, settlement, now))
  for (const { event } of settled) if (event) writeEvent(tx, tenant, now, event)
  return settled.map(({ id }) => id)
}

/** Answers whether the owner still held the lease. */
function settleOne(tx: Transaction, tenant: Id<'tenant'>, settlement: Settlement, now: Instant): boolean {
  const { id, owner, outcome } = settlement
  if (outcome.kind === 'again') return postpone(tx, tenant, settlement, outcome)
  const reason = outcome.kind === 'sent' ? null : outcome.reason
  const transport = outcome.kind === 'sent' ? outcome.transport : null
  const reference = outcome.kind === 'sent' ? (outcome.reference ?? null) : null
  const row = tx.first(
    `UPDATE postern_messages SET state = ?, sealed = NULL, reason = ?, transport = ?, reference = ?, lease_until = ?
${leased} RETURNING attempt, mark, address_key`,
    outcome.kind,
    reason,
    transport,
    reference,
    now,
    tenant,
    id,
    owner,
  )
  if (!row) return false
  if (outcome.kind === 'sent') shorten(tx, tenant, row, outcome.worksUntil)
  else if (outcome.suppress) strike(tx, tenant, row[2] as string, now)
  return true
}

/** Gives the lease back as well: whoever is there at that time may take the message. */
function postpone(tx: Transaction, tenant: Id<'tenant'>, { id, owner }: Settlement, { at, reason }: Again): boolean {
  const changes = tx.change(
    `UPDATE postern_messages SET next_at = ?, due_at = ?, lease_owner = '', lease_until = ?, reason = ? ${leased}`,
    at,
    at,
    at,
    reason,
    tenant,
    id,
    owner,
  )
  return changes === 1
}

/** The secrets of a sent mail live from its acceptance, not from the request. Changes no decision, so no version. */
function shorten(tx: Transaction, tenant: Id<'tenant'>, row: Row, until: Instant): void {
  const [attempt, mark] = row as [string, string | null]
  if (mark === null) return
  const found = tx.first(
    `SELECT sets FROM postern_attempts WHERE tenant = ? AND id = ? AND state IN ('open', 'approved')`,
    tenant,
    attempt,
  )
  const shortened = found && shortenSet(found[0] as string, mark, until)
  if (!shortened) return
  tx.change(
    'UPDATE postern_attempts SET sets = ?, expires_at = ? WHERE tenant = ? AND id = ?',
    shortened.text,
    shortened.expiresAt,
    tenant,
    attempt,
  )
}
