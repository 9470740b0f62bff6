import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { eventCall } from '../also.ts'
import { artifactCall } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { lockPeople, sortedBy } from '../locks.ts'

type Report = Store['messages']['report']

/** Whose address may be suppressed. */
const suppressed = `SELECT m.address_key AS who FROM jsonb_to_recordset(calls) AS l (tenant text, id text), LATERAL (
  SELECT n.address_key FROM postern_messages n WHERE n.tenant = l.tenant AND n.id = l.id OFFSET 0) m`

export const report: Command<In<Report>, Out<Report>> = act({
  name: 'report_message',
  fields: 'tenant text, now bigint, id text, artifact jsonb, event jsonb, until bigint, reason text',
  // Notices are artifacts.
  order: sortedBy('tenant', `artifact->>'kind'`, `artifact->>'id'`),
  writesEvents: true,
  declare: 'told record;',
  before: lockPeople(suppressed),
  body: `
SELECT m.application, m.attempt, m.address_key INTO told FROM postern_messages m
WHERE m.tenant = c.tenant AND m.id = c.id AND m.channel = 'mail';
IF NOT FOUND THEN
  answer := '{"kind": "unknown"}';
ELSIF NOT {put_artifact}(c.tenant, c.now, c.artifact) THEN
  answer := '{"kind": "repeated"}';
ELSE
  answer := jsonb_strip_nulls(jsonb_build_object('application', told.application, 'attempt', nullif(told.attempt, '')));
  PERFORM {also}(c.tenant, c.now, jsonb_build_object('events', jsonb_build_array(c.event || answer), 'messages', '[]'::jsonb));
  IF c.until IS NOT NULL THEN
    INSERT INTO postern_suppressions AS p (tenant, key, struck_at, suppressed_until, expires_at, reason)
    VALUES (c.tenant, told.address_key, c.now, c.until, c.until, c.reason)
    ON CONFLICT (tenant, key) DO UPDATE SET struck_at = excluded.struck_at, reason = excluded.reason,
    suppressed_until = greatest(p.suppressed_until, excluded.suppressed_until),
    expires_at = greatest(p.expires_at, excluded.expires_at);
  END IF;
  answer := answer || '{"kind": "noted"}';
END IF;`,
  encode: ({ tenant, now, id, artifact, event, suppress }) => ({
    tenant,
    now,
    id,
    artifact: artifactCall(artifact),
    event: eventCall(event),
    ...suppress,
  }),
  decode: (answer: Out<Report>) => answer,
})
