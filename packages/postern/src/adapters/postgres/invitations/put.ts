import { invitationKind } from '../../../domain/invitation.ts'
import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { artifactCall, chargeCalls } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { amongHeld, lockRows, sortedBy } from '../locks.ts'

type Put = Store['invitations']['put']

const documents = `SELECT l.tenant, '${invitationKind}' AS kind, l.id
  FROM jsonb_to_recordset(calls) AS l (tenant text, id text)`

/** Invitation mails that wait. What is due lies in an index of its own. */
const lockMails = `FOR locked IN SELECT DISTINCT l.tenant COLLATE "C" AS tenant, o.id COLLATE "C" AS id
  FROM jsonb_to_recordset(calls) AS l (tenant text, id text, address text), LATERAL (
  SELECT n.id FROM postern_messages n WHERE n.tenant = l.tenant AND n.state = 'queued' AND n.due_at >= 0
    AND n.kind = 'invitation' AND n.address_key = l.address AND n.application || '/' || n.address_key = l.id OFFSET 0) o ORDER BY 1, 2 LOOP
  PERFORM 1 FROM postern_messages m WHERE m.tenant = locked.tenant AND m.id = locked.id FOR UPDATE;
  held := held || locked.id;
END LOOP;`

export const put: Command<In<Put>, Out<Put>> = act({
  name: 'put_invitation',
  fields: `tenant text, now bigint, id text, version integer, json text, address text, artifact jsonb, charges jsonb,
    also jsonb`,
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  declare: 'next integer;',
  before: `PERFORM {lock_budgets}(calls);
${lockRows('documents', ['kind', 'id'], documents)}
${lockMails}`,
  body: `
answer := {limit}(c.tenant, c.now, c.charges);
IF answer IS NULL THEN
  next := NULL;
  answer := '{"kind": "changed"}';
  IF c.version = 0 THEN
    INSERT INTO postern_documents (tenant, kind, id, version, json, changed_at)
    SELECT c.tenant, '${invitationKind}', c.id, coalesce(max(h.version), 0) + 1, c.json, c.now
    FROM postern_document_history h WHERE h.tenant = c.tenant AND h.kind = '${invitationKind}' AND h.id = c.id
    ON CONFLICT (tenant, kind, id) DO NOTHING RETURNING version INTO next;
  ELSE
    UPDATE postern_documents SET version = version + 1, json = c.json, changed_at = c.now
    WHERE tenant = c.tenant AND kind = '${invitationKind}' AND id = c.id AND version = c.version
    RETURNING version INTO next;
  END IF;
  IF next IS NOT NULL THEN
    INSERT INTO postern_document_history (tenant, kind, id, version, json, changed_at)
    VALUES (c.tenant, '${invitationKind}', c.id, next, c.json, c.now);
    PERFORM {charge}(c.tenant, c.now, c.charges);
    UPDATE postern_messages SET state = 'dropped', sealed = NULL, reason = 'replaced', lease_until = c.now
    WHERE tenant = c.tenant AND state = 'queued' AND kind = 'invitation' AND due_at >= 0 AND address_key = c.address
      AND application || '/' || address_key = c.id AND ${amongHeld};
    IF c.artifact IS NOT NULL THEN
      PERFORM {put_artifact}(c.tenant, c.now, c.artifact);
    END IF;
    PERFORM {also}(c.tenant, c.now, c.also);
    answer := '{"kind": "done"}';
  END IF;
END IF;`,
  encode: ({ artifact, charges, also, ...call }) => ({
    ...call,
    artifact: artifactCall(artifact),
    charges: chargeCalls(charges),
    also: alsoCall(also),
  }),
  decode: (answer: Out<Put>) => answer,
})
