/** Ends everything of a user, in an order that leaves no way around; her id stays, so that it is never used again. */
import { invitationKind } from '../../../domain/invitation.ts'
import type { Store } from '../../../ports/store.ts'
import { oldestOpenId } from '../../sql/open-for.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { amongHeld, lockAttempts, lockPeople, sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'
import { accepted, dropMails, endSessions, lockEnds, lockInvitations } from './end-of-user.ts'

type Remove = Store['users']['remove']

/** The open attempts for any of her addresses. */
const openAttempts = `SELECT l.tenant, o.id FROM jsonb_to_recordset(calls) AS l (tenant text, id text, oldest text)
  JOIN postern_addresses d ON d.tenant = l.tenant AND d.user_id = l.id, LATERAL (
  SELECT n.id FROM postern_attempts n WHERE n.tenant = l.tenant AND n.id >= l.oldest
    AND n.state IN ('open', 'approved', 'proved') AND n.address_key = d.key OFFSET 0) o`

/** Whether she asked for it herself, where that is said. Her attempt is among those that are locked. */
const spend = `
IF c.act IS NOT NULL THEN
  PERFORM 1 FROM postern_sessions s JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
  WHERE s.tenant = c.tenant AND s.id = c.act->>'session' AND s.user_id = c.id AND s.idle_until > c.now
    AND s.expires_at > c.now AND u.version = c.version AND u.status = 'active';
  IF NOT FOUND THEN CONTINUE; END IF;
  UPDATE postern_attempts SET state = 'completed', version = version + 1, finish = c.act->>'finish'
  WHERE tenant = c.tenant AND id = c.act->>'id' AND version = (c.act->>'version')::integer AND ${stateIs('open')}
    AND expires_at > c.now AND ${amongHeld};
  IF NOT FOUND THEN CONTINUE; END IF;
END IF;`

const bury = `
UPDATE postern_users
SET status = 'removed', email = '', factors = '', locale = NULL, name = NULL, data = NULL, version = version + 1
WHERE tenant = c.tenant AND id = c.id AND version = c.version AND status <> 'removed';
IF NOT FOUND THEN CONTINUE; END IF;`

/** Nothing that was asked for before may make the person anew. */
const endAttempts = `
FOR ended IN UPDATE postern_attempts SET state = 'cancelled', version = version + 1
  WHERE tenant = c.tenant AND id >= c.oldest AND state IN ('open', 'approved', 'proved') AND ${amongHeld} AND address_key IN (
    SELECT d.key FROM postern_addresses d WHERE d.tenant = c.tenant AND d.user_id = c.id) RETURNING id LOOP
  DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id = ended.id;
END LOOP;`

/** The secret of an invitation is in the group that its document names. */
const forgetInvitations = `
FOR ended IN SELECT r.application || '/' || d.key AS id FROM postern_registrations r
  JOIN postern_addresses d ON d.tenant = r.tenant AND d.user_id = r.user_id
  WHERE r.tenant = c.tenant AND r.user_id = c.id LOOP
  DELETE FROM postern_documents WHERE tenant = c.tenant AND kind = '${invitationKind}' AND id = ended.id;
  DELETE FROM postern_document_history WHERE tenant = c.tenant AND kind = '${invitationKind}' AND id = ended.id;
  DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id = ended.id;
END LOOP;`

/** What came after the version that names her is somebody else's. */
const forgetAccepted = `
FOR ended IN ${accepted('c.tenant', 'c.id')} LOOP
  DELETE FROM postern_document_history
  WHERE tenant = c.tenant AND kind = '${invitationKind}' AND id = ended.id AND version <= ended.last;
  DELETE FROM postern_documents
  WHERE tenant = c.tenant AND kind = '${invitationKind}' AND id = ended.id AND version <= ended.last;
  IF FOUND THEN
    DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id = ended.id;
  END IF;
END LOOP;`

/** What happened stays on record, but not with which browser, and from where. */
const forgetAsked = `
UPDATE postern_events SET asked = NULL WHERE tenant = c.tenant AND asked IS NOT NULL AND attempt IN (
  SELECT e.attempt FROM postern_events e WHERE e.tenant = c.tenant AND e.user_id = c.id AND e.attempt IS NOT NULL);
UPDATE postern_events SET asked = NULL WHERE tenant = c.tenant AND user_id = c.id AND asked IS NOT NULL;`

export const remove: Command<In<Remove>, Out<Remove>> = act({
  name: 'remove_user',
  fields: 'tenant text, now bigint, id text, version integer, keep boolean, act jsonb, oldest text, also jsonb',
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  declare: 'ended record;',
  before: `${lockPeople('SELECT l.id AS who FROM jsonb_to_recordset(calls) AS l (id text)')}
${lockInvitations('true', 'keep boolean')}
${lockAttempts(openAttempts)}
${lockEnds('true', 'keep boolean')}`,
  body: `
${spend}
${bury}
${endAttempts}
${dropMails}
${endSessions}
${forgetInvitations}
${forgetAccepted}
${forgetAsked}
IF NOT c.keep THEN
  DELETE FROM postern_registrations WHERE tenant = c.tenant AND user_id = c.id;
END IF;
DELETE FROM postern_addresses WHERE tenant = c.tenant AND user_id = c.id;
DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id = c.id;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ by, also, ...call }) => ({
    ...call,
    act: by && { id: by.id, version: by.version, session: by.finish.session, finish: JSON.stringify(by.finish) },
    oldest: oldestOpenId(call.now),
    also: alsoCall(also),
  }),
  decode: doneOrChanged,
})
