/** What ends with a user: locked for a whole batch, then changed for a call `c` that names tenant, id and now. */
import { invitationKind } from '../../../domain/invitation.ts'
import { amongHeld, lockRows } from '../locks.ts'

/** Mails that wait to be sent to any address of hers. What is due lies in an index of its own. */
const mails = (
  whose: string,
  fields: string,
): string => `SELECT DISTINCT l.tenant COLLATE "C" AS tenant, o.id COLLATE "C" AS id
  FROM jsonb_to_recordset(calls) AS l (tenant text, id text, ${fields}), LATERAL (
  SELECT n.id FROM postern_messages n WHERE n.tenant = l.tenant AND n.state = 'queued' AND n.due_at >= 0
    AND n.address_key IN (SELECT d.key FROM postern_addresses d WHERE d.tenant = l.tenant AND d.user_id = l.id) OFFSET 0) o
  WHERE ${whose} ORDER BY 1, 2`

/** Their ids are remembered with those of the attempts: what comes meanwhile is somebody else's. */
const lockMails = (whose: string, fields: string): string => `FOR locked IN ${mails(whose, fields)} LOOP
  PERFORM 1 FROM postern_messages m WHERE m.tenant = locked.tenant AND m.id = locked.id FOR UPDATE;
  held := held || locked.id;
END LOOP;`

const sessions = (whose: string, fields: string): string => `SELECT l.tenant, s.id
  FROM jsonb_to_recordset(calls) AS l (tenant text, id text, ${fields})
  JOIN postern_sessions s ON s.tenant = l.tenant AND s.user_id = l.id WHERE ${whose}`

/** The artifacts of her sessions, of the attempts that are held, and of her invitations. */
const artifacts = (whose: string, fields: string): string => `SELECT g.tenant, a.kind, a.id FROM (
    ${sessions(whose, fields)}
    UNION SELECT l.tenant, x.id FROM jsonb_to_recordset(calls) AS l (tenant text), unnest(held) AS x (id)
    UNION ${invitations(whose, fields)}) g
  JOIN postern_artifacts a ON a.tenant = g.tenant AND a.group_id = g.id`

/** The documents of her invitations. The secret of one is in the group that its document names. */
export const invitations = (
  whose: string,
  fields: string,
): string => `SELECT l.tenant, r.application || '/' || d.key AS id
  FROM jsonb_to_recordset(calls) AS l (tenant text, id text, ${fields})
  JOIN postern_registrations r ON r.tenant = l.tenant AND r.user_id = l.id
  JOIN postern_addresses d ON d.tenant = r.tenant AND d.user_id = r.user_id WHERE ${whose}`

/** Those that she accepted, also for an address or an application that is no longer hers, by the last version that names her. */
export const accepted = (tenant: string, user: string): string => `SELECT h.id, max(h.version) AS last
  FROM postern_document_history h
  WHERE h.tenant = ${tenant} AND h.kind = '${invitationKind}' AND h.json::jsonb->>'user' = ${user} GROUP BY h.id`

export const lockInvitations = (whose: string, fields: string): string =>
  lockRows(
    'documents',
    ['kind', 'id'],
    `SELECT i.tenant, '${invitationKind}' AS kind, i.id FROM (${invitations(whose, fields)}
  UNION SELECT l.tenant, a.id FROM jsonb_to_recordset(calls) AS l (tenant text, id text, ${fields}),
  LATERAL (${accepted('l.tenant', 'l.id')}) a WHERE ${whose}) i`,
  )

/** Messages, sessions and artifacts, in this order. `whose` says which calls end them. */
export const lockEnds = (whose: string, fields: string): string => `${lockMails(whose, fields)}
${lockRows('sessions', ['id'], sessions(whose, fields))}
${lockRows('artifacts', ['kind', 'id'], artifacts(whose, fields))}`

/** With what was handed out in them, and her browsers. Families of refresh tokens die with their session. */
export const endSessions: string = `DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id IN (
  SELECT s.id FROM postern_sessions s WHERE s.tenant = c.tenant AND s.user_id = c.id);
DELETE FROM postern_sessions WHERE tenant = c.tenant AND user_id = c.id;
DELETE FROM postern_known_browsers WHERE tenant = c.tenant AND user_id = c.id;`

export const dropMails: string = `UPDATE postern_messages SET state = 'dropped', sealed = NULL, reason = 'revoked', lease_until = c.now
WHERE tenant = c.tenant AND state = 'queued' AND due_at >= 0 AND ${amongHeld} AND address_key IN (
  SELECT d.key FROM postern_addresses d WHERE d.tenant = c.tenant AND d.user_id = c.id);`
