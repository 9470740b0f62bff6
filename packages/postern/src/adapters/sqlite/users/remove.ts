/** Ends everything of a user, in an order that leaves no way around; her id stays, so that it is never used again. */
import { invitationKind } from '../../../domain/invitation.ts'
import type { Store } from '../../../ports/store.ts'
import { oldestOpenId } from '../../sql/open-for.ts'
import type { In, Out } from '../../sql/step.ts'
import type { Transaction } from '../transaction.ts'
import { writeAlso } from '../write-also.ts'
import { dropMails } from './drop-mails.ts'
import { endSessions } from './end-sessions.ts'

type Remove = Store['users']['remove']
type Input = In<Remove>

export function remove(tx: Transaction, input: Input): Out<Remove> {
  const { tenant, id } = input
  if (!isAsked(tx, input) || !bury(tx, input)) return { kind: 'changed' }
  spend(tx, input)
  endAttempts(tx, input)
  dropMails(tx, input)
  endSessions(tx, input)
  forgetInvitations(tx, input)
  forgetAccepted(tx, input)
  forgetAsked(tx, input)
  if (!input.keep) tx.change('DELETE FROM postern_registrations WHERE tenant = ? AND user_id = ?', tenant, id)
  forgetAddresses(tx, input)
  tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, id)
  writeAlso(tx, input)
  return { kind: 'done' }
}

const openAttempt = `tenant = ? AND id = ? AND version = ? AND state = 'open' AND expires_at > ?`

/** Whether she asked for it herself, where that is said: all is looked at before anything is changed. */
function isAsked(tx: Transaction, { tenant, id, version, now, by }: Input): boolean {
  if (!by) return true
  const sql = `SELECT 1 AS present FROM postern_attempts WHERE ${openAttempt}`
  if (!tx.first(sql, tenant, by.id, by.version, now)) return false
  const row = tx.first(
    `SELECT 1 AS present FROM postern_sessions s JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
WHERE s.tenant = ? AND s.id = ? AND s.user_id = ? AND s.idle_until > ? AND s.expires_at > ? AND u.version = ?
AND u.status = 'active'`,
    tenant,
    by.finish.session,
    id,
    now,
    now,
    version,
  )
  return row !== undefined
}

function spend(tx: Transaction, { tenant, now, by }: Input): void {
  if (!by) return
  tx.change(
    `UPDATE postern_attempts SET state = 'completed', version = version + 1, finish = ? WHERE ${openAttempt}`,
    JSON.stringify(by.finish),
    tenant,
    by.id,
    by.version,
    now,
  )
}

function bury(tx: Transaction, { tenant, id, version }: Input): boolean {
  const changes = tx.change(
    `UPDATE postern_users
SET status = 'removed', email = '', factors = '', locale = NULL, name = NULL, data = NULL, version = version + 1
WHERE tenant = ? AND id = ? AND version = ? AND status <> 'removed'`,
    tenant,
    id,
    version,
  )
  return changes === 1
}

/** Nothing that was asked for before may make the person anew. */
function endAttempts(tx: Transaction, { tenant, id, now }: Input): void {
  const rows = tx.all(
    `SELECT id FROM postern_attempts
WHERE tenant = ? AND id >= ? AND state IN ('open', 'approved', 'proved') AND address_key IN (
  SELECT d.key FROM postern_addresses d INDEXED BY postern_addresses_of_user WHERE d.tenant = ? AND d.user_id = ?)`,
    tenant,
    oldestOpenId(now),
    tenant,
    id,
  )
  for (const [attempt = null] of rows) {
    tx.change(
      `UPDATE postern_attempts SET state = 'cancelled', version = version + 1 WHERE tenant = ? AND id = ?`,
      tenant,
      attempt,
    )
    tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, attempt)
  }
}

/** The secret of an invitation is in the group that its document names. */
function forgetInvitations(tx: Transaction, { tenant, id }: Input): void {
  const rows = tx.all(
    `SELECT r.application || '/' || d.key AS document FROM postern_registrations r
JOIN postern_addresses d INDEXED BY postern_addresses_of_user ON d.tenant = r.tenant AND d.user_id = r.user_id
WHERE r.tenant = ? AND r.user_id = ?`,
    tenant,
    id,
  )
  for (const [document = null] of rows) {
    for (const table of ['postern_documents', 'postern_document_history'])
      tx.change(`DELETE FROM ${table} WHERE tenant = ? AND kind = ? AND id = ?`, tenant, invitationKind, document)
    tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, document)
  }
}

/**
 * Those that she accepted for an address or an application that is no longer hers: as far as the version that names her.
 * What came after is somebody else's.
 */
function forgetAccepted(tx: Transaction, { tenant, id }: Input): void {
  const rows = tx.all(
    `SELECT id, max(version) AS last FROM postern_document_history
WHERE tenant = ? AND kind = ? AND json_extract(json, '$.user') = ? GROUP BY id`,
    tenant,
    invitationKind,
    id,
  )
  for (const [document = null, last = null] of rows) {
    const until = 'WHERE tenant = ? AND kind = ? AND id = ? AND version <= ?'
    tx.change(`DELETE FROM postern_document_history ${until}`, tenant, invitationKind, document, last)
    if (tx.change(`DELETE FROM postern_documents ${until}`, tenant, invitationKind, document, last) > 0)
      tx.change('DELETE FROM postern_artifacts WHERE tenant = ? AND group_id = ?', tenant, document)
  }
}

/** What happened stays on record, but not with which browser, and from where. */
function forgetAsked(tx: Transaction, { tenant, id }: Input): void {
  tx.change(
    `UPDATE postern_events INDEXED BY postern_events_of_attempt SET asked = NULL
WHERE tenant = ? AND asked IS NOT NULL AND attempt IN (
  SELECT e.attempt FROM postern_events e INDEXED BY postern_events_of_user
  WHERE e.tenant = ? AND e.user_id = ? AND e.attempt IS NOT NULL)`,
    tenant,
    tenant,
    id,
  )
  tx.change(
    `UPDATE postern_events INDEXED BY postern_events_of_user SET asked = NULL
WHERE tenant = ? AND user_id = ? AND asked IS NOT NULL`,
    tenant,
    id,
  )
}

function forgetAddresses(tx: Transaction, { tenant, id }: Input): void {
  const rows = tx.all(
    'SELECT key FROM postern_addresses INDEXED BY postern_addresses_of_user WHERE tenant = ? AND user_id = ?',
    tenant,
    id,
  )
  for (const [key = null] of rows) tx.change('DELETE FROM postern_addresses WHERE tenant = ? AND key = ?', tenant, key)
}
