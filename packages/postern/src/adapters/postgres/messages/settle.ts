import { days } from '../../../domain/instant.ts'
import type { Settlement } from '../../../ports/records.ts'
import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { strikeMemory, strikePause } from '../../sql/suppression-row.ts'
import { eventCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { lockAttempts, lockPeople, lockRows, sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'

type Settle = Store['messages']['settle']

const leased = `WHERE tenant = c.tenant AND id = s.id AND ${stateIs('queued')} AND lease_owner = s.owner`

/** Gives the lease back as well: whoever is there at that time may take the message. */
const postpone = `
UPDATE postern_messages SET next_at = s.at, due_at = s.at, lease_owner = '', lease_until = s.at, reason = s.reason
${leased};`

const end = `
UPDATE postern_messages SET state = s.kind, sealed = NULL, reason = s.reason, transport = s.transport,
  reference = s.reference, lease_until = c.now
${leased}
RETURNING attempt, mark, address_key INTO ended;`

/** The secrets of a sent mail live from its acceptance, not from the request. Changes no decision, so no version. */
const shorten = `
UPDATE postern_attempts a SET sets = n.sets::text, expires_at = n.expires_at
FROM (SELECT jsonb_agg(CASE WHEN x.v->>0 = ended.mark THEN jsonb_set(x.v, '{6}', to_jsonb(s."worksUntil")) ELSE x.v END
      ORDER BY x.n) AS sets,
    max(CASE WHEN x.v->>0 = ended.mark THEN s."worksUntil" ELSE (x.v->>6)::bigint END) AS expires_at,
    bool_or(x.v->>0 = ended.mark AND (x.v->>6)::bigint > s."worksUntil") AS shorter
  FROM postern_attempts o, jsonb_array_elements(o.sets::jsonb) WITH ORDINALITY AS x (v, n)
  WHERE o.tenant = c.tenant AND o.id = ended.attempt) n
WHERE a.tenant = c.tenant AND a.id = ended.attempt AND a.${stateIs('open', 'approved')} AND n.shorter;`

/** A refusal of the address itself, one a day. The second one within 30 days suppresses it for 7 days, or longer as it was. */
const strike = `
INSERT INTO postern_suppressions AS p (tenant, key, struck_at, suppressed_until, expires_at)
VALUES (c.tenant, ended.address_key, c.now, NULL, c.now + ${strikeMemory})
ON CONFLICT (tenant, key) DO UPDATE SET
suppressed_until = CASE WHEN p.struck_at > c.now - ${strikeMemory} THEN greatest(p.suppressed_until, c.now + ${days(7)})
  ELSE p.suppressed_until END,
struck_at = excluded.struck_at, expires_at = greatest(p.expires_at, excluded.expires_at)
WHERE p.struck_at <= c.now - ${strikePause};`

/** Whose address may be suppressed. */
const suppressed = `SELECT m.address_key AS who FROM jsonb_to_recordset(calls) AS l (tenant text, settlements jsonb),
  jsonb_to_recordset(l.settlements) AS e (id text, suppress boolean), LATERAL (
  SELECT n.address_key FROM postern_messages n WHERE n.tenant = l.tenant AND n.id = e.id OFFSET 0) m
WHERE e.suppress`

/** Those whose secrets may be shortened. */
const sent = `SELECT l.tenant, m.attempt AS id FROM jsonb_to_recordset(calls) AS l (tenant text, settlements jsonb),
  jsonb_to_recordset(l.settlements) AS e (id text, kind text), LATERAL (
  SELECT n.attempt FROM postern_messages n WHERE n.tenant = l.tenant AND n.id = e.id OFFSET 0) m
WHERE e.kind = 'sent'`

/** Calls with one message each come in the order of their messages. */
const lockMessages = `
IF EXISTS (SELECT 1 FROM jsonb_to_recordset(calls) AS l (settlements jsonb) WHERE jsonb_array_length(l.settlements) > 1) THEN
  ${lockRows(
    'messages',
    ['id'],
    `SELECT l.tenant, e.id FROM jsonb_to_recordset(calls) AS l (tenant text, settlements jsonb),
    jsonb_to_recordset(l.settlements) AS e (id text)`,
  )}
END IF;`

export const settle: Command<In<Settle>, Out<Settle>> = act({
  name: 'settle_messages',
  fields: 'tenant text, now bigint, settlements jsonb',
  order: sortedBy('tenant', `settlements->0->>'id'`),
  writesEvents: true,
  declare: 's record; ended record;',
  before: `${lockPeople(suppressed)}
${lockAttempts(sent)}
${lockMessages}`,
  body: `
answer := '[]';
FOR s IN SELECT * FROM jsonb_to_recordset(c.settlements) AS r (id text, owner text, kind text, at bigint, reason text,
  transport text, reference text, "worksUntil" bigint, suppress boolean, event jsonb) ORDER BY id COLLATE "C" LOOP
  IF s.kind = 'again' THEN
    ${postpone}
    IF NOT FOUND THEN CONTINUE; END IF;
  ELSE
    ${end}
    IF NOT FOUND THEN CONTINUE; END IF;
    IF s.kind = 'sent' AND ended.mark IS NOT NULL THEN
      ${shorten}
    ELSIF s.suppress THEN
      ${strike}
    END IF;
  END IF;
  answer := answer || to_jsonb(s.id);
  IF s.event IS NOT NULL THEN
    PERFORM {also}(c.tenant, c.now, jsonb_build_object('events', jsonb_build_array(s.event), 'messages', '[]'::jsonb));
  END IF;
END LOOP;`,
  encode: ({ tenant, now, settlements }) => ({ tenant, now, settlements: settlements.map(settlementCall) }),
  decode: (settled: Out<Settle>) => settled,
})

function settlementCall({ id, owner, event, outcome }: Settlement): object {
  return { ...outcome, id, owner, event: event && eventCall(event) }
}
