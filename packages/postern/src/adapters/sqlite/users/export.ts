import type { Id } from '../../../domain/id.ts'
import { invitationKind } from '../../../domain/invitation.ts'
import type { Store } from '../../../ports/store.ts'
import { attemptColumns } from '../../sql/attempt-row.ts'
import { documentColumns } from '../../sql/document-row.ts'
import { eventColumns } from '../../sql/event-row.ts'
import { listedMessageColumns } from '../../sql/message-row.ts'
import { addressColumns, browserColumns, readPerson, registrationColumns } from '../../sql/person-rows.ts'
import { prefixed, type Row } from '../../sql/row.ts'
import { sessionColumns } from '../../sql/session-row.ts'
import type { In, Out } from '../../sql/step.ts'
import { findUserById } from '../../sql/user-row.ts'
import type { Reader } from '../connection.ts'

type Export = Store['users']['export']

/** Her attempts: those that an event ties to her. */
const attemptIds = `SELECT DISTINCT e.attempt FROM postern_events e INDEXED BY postern_events_of_user
WHERE e.tenant = ? AND e.user_id = ? AND e.attempt IS NOT NULL ORDER BY e.attempt`

const addresses = `SELECT ${addressColumns} FROM postern_addresses INDEXED BY postern_addresses_of_user
WHERE tenant = ? AND user_id = ? ORDER BY key`

const registrations = `SELECT ${registrationColumns} FROM postern_registrations WHERE tenant = ? AND user_id = ?`

const sessions = `SELECT ${sessionColumns} FROM postern_sessions s INDEXED BY postern_sessions_of_user
WHERE s.tenant = ? AND s.user_id = ? ORDER BY s.id`

const browsers = `SELECT ${browserColumns} FROM postern_known_browsers
WHERE tenant = ? AND user_id = ? ORDER BY browser`

const attempt = `SELECT ${attemptColumns} FROM postern_attempts q WHERE q.tenant = ? AND q.id = ?`

const messagesOfAttempt = `SELECT ${listedMessageColumns} FROM postern_messages INDEXED BY postern_messages_of_attempt
WHERE tenant = ? AND attempt = ? ORDER BY id`

/** Mails that belong to no attempt. */
const otherMessages = `SELECT ${listedMessageColumns} FROM postern_messages INDEXED BY postern_messages_of_attempt
WHERE tenant = ? AND attempt = '' AND address_key IN (
  SELECT d.key FROM postern_addresses d INDEXED BY postern_addresses_of_user WHERE d.tenant = ? AND d.user_id = ?)
ORDER BY id`

const invitations = `SELECT ${prefixed('o', documentColumns)} FROM postern_registrations r
JOIN postern_addresses d INDEXED BY postern_addresses_of_user ON d.tenant = r.tenant AND d.user_id = r.user_id
JOIN postern_documents o ON o.tenant = d.tenant AND o.kind = ? AND o.id = r.application || '/' || d.key
WHERE r.tenant = ? AND r.user_id = ?`

/** A sign-in's story begins before anybody knows whose it is. */
const events = `SELECT ${eventColumns} FROM postern_events
WHERE tenant = ? AND sequence IN (
  SELECT m.sequence FROM postern_events m INDEXED BY postern_events_of_user WHERE m.tenant = ? AND m.user_id = ?
  UNION
  SELECT s.sequence FROM postern_events s INDEXED BY postern_events_of_attempt WHERE s.tenant = ? AND s.attempt IN (
    SELECT e.attempt FROM postern_events e INDEXED BY postern_events_of_user
    WHERE e.tenant = ? AND e.user_id = ? AND e.attempt IS NOT NULL))
ORDER BY sequence DESC LIMIT ?`

export function exportUser(reader: Reader, { tenant, id, limit }: In<Export>): Out<Export> {
  const user = reader.first(findUserById, tenant, id)
  if (!user) return undefined
  const attempts = reader.all(attemptIds, tenant, id).map(([each]) => each as Id<'attempt'>)
  return readPerson(tenant, {
    user,
    addresses: reader.all(addresses, tenant, id),
    registrations: reader.all(registrations, tenant, id),
    sessions: reader.all(sessions, tenant, id),
    browsers: reader.all(browsers, tenant, id),
    attempts: attempts.flatMap((each): readonly Row[] => reader.all(attempt, tenant, each)),
    messages: [
      ...attempts.flatMap((each) => reader.all(messagesOfAttempt, tenant, each)),
      ...reader.all(otherMessages, tenant, tenant, id),
    ],
    invitations: reader.all(invitations, invitationKind, tenant, id),
    events: reader.all(events, tenant, tenant, id, tenant, tenant, id, limit),
  })
}
