/** The events and messages of a command, written in its transaction. */
import type { EventDraft } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { MessageDraft } from '../../domain/message.ts'
import type { Also } from '../../ports/written.ts'
import { writeAsked } from '../sql/row.ts'
import type { Transaction } from './transaction.ts'

interface Act {
  readonly tenant: Id<'tenant'>
  readonly now: Instant
  readonly also: Also
}

/** Answers the sequence of the last event, 0 if there was none. */
export function writeAlso(tx: Transaction, { tenant, now, also }: Act): number {
  let sequence = 0
  for (const event of also.events) sequence = writeEvent(tx, tenant, now, event)
  for (const message of also.messages) writeMessage(tx, tenant, now, message)
  return sequence
}

export function writeEvent(tx: Transaction, tenant: Id<'tenant'>, now: Instant, event: EventDraft): number {
  const sequence = tx.nextSequence(tenant, now)
  tx.change(
    `INSERT INTO postern_events (tenant, sequence, id, type, application, attempt, user_id, session, asked, reason, at,
actor, about)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    tenant,
    sequence,
    event.id,
    event.type,
    event.application,
    event.attempt ?? null,
    event.user ?? null,
    event.session ?? null,
    event.asked ? writeAsked(event.asked) : null,
    event.reason ?? null,
    now,
    event.actor ?? null,
    event.about ? JSON.stringify(event.about) : null,
  )
  return sequence
}

/** Born leased: nobody else takes it before the node that made it had its chance. */
function writeMessage(tx: Transaction, tenant: Id<'tenant'>, now: Instant, message: MessageDraft): void {
  const { facts } = message
  tx.change(
    `INSERT INTO postern_messages (tenant, id, channel, application, attempt, address, address_key, kind, locale, mark,
asked_at, program, asked, sealed, state, tries, next_at, lease_owner, lease_until, due_at, deadline, created_at, about)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)`,
    tenant,
    message.id,
    message.channel,
    message.application,
    message.attempt ?? '',
    message.to.address,
    message.to.key,
    facts.kind,
    facts.locale,
    facts.mark ?? null,
    facts.askedAt,
    facts.program ? 1 : 0,
    writeAsked(facts.asked),
    message.sealed ?? null,
    message.state,
    now,
    message.lease.owner,
    message.lease.until,
    message.lease.until,
    message.deadline,
    now,
    facts.about ? JSON.stringify(facts.about) : null,
  )
}
