import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { lockPeople, lockRows, sortedBy } from '../locks.ts'
import { changeCall } from './apply-change.ts'

type Change = Store['addresses']['change']

const people = `SELECT w.who FROM jsonb_to_recordset(calls) AS l ("user" text, change jsonb),
  LATERAL (VALUES (l."user"), (l.change->'add'->>'key')) w (who) WHERE w.who IS NOT NULL`

const ending = 'jsonb_to_recordset(calls) AS l (tenant text, "user" text, "endSessions" boolean)'

const sessions = `SELECT l.tenant, o.id FROM ${ending}, LATERAL (
  SELECT n.id FROM postern_sessions n WHERE n.tenant = l.tenant AND n.user_id = l."user" AND l."endSessions" OFFSET 0) o`

const artifacts = `SELECT l.tenant, l."spendKind" AS kind, l."spendId" AS id
  FROM jsonb_to_recordset(calls) AS l (tenant text, "spendKind" text, "spendId" text) WHERE l."spendId" IS NOT NULL
  UNION ALL SELECT l.tenant, o.kind, o.id
  FROM jsonb_to_recordset(calls) AS l (tenant text, "user" text, "spendKind" text, "spendId" text), LATERAL (
  SELECT n.kind, n.id FROM postern_artifacts n WHERE n.tenant = l.tenant AND n.group_id = l."user"
    AND n.kind = l."spendKind" AND l."spendId" IS NOT NULL OFFSET 0) o
  UNION ALL SELECT l.tenant, o.kind, o.id FROM ${ending}, LATERAL (
  SELECT n.kind, n.id FROM postern_sessions s JOIN postern_artifacts n ON n.tenant = s.tenant AND n.group_id = s.id
  WHERE s.tenant = l.tenant AND s.user_id = l."user" AND l."endSessions" OFFSET 0) o`

/**
 * Whoever is signing her in is waited for. The artifact is locked before it is looked at, so that it counts once, with
 * those of its kind in her group.
 */
export const change: Command<In<Change>, Out<Change>> = act({
  name: 'change_addresses_of',
  fields: `tenant text, now bigint, "user" text, version integer, change jsonb, "spendKind" text, "spendId" text,
    "endSessions" boolean, also jsonb`,
  order: sortedBy('tenant', '"user"'),
  writesEvents: true,
  declare: 'verdict text;',
  before: `${lockPeople(people)}
${lockRows('sessions', ['id'], sessions)}
${lockRows('artifacts', ['kind', 'id'], artifacts)}`,
  body: `
PERFORM 1 FROM postern_users u WHERE u.tenant = c.tenant AND u.id = c."user" AND u.version = c.version
  AND u.status <> 'removed';
IF NOT FOUND THEN CONTINUE; END IF;
verdict := {judge_addresses}(c.tenant, c.now, c."user", c.change);
IF verdict = 'fine' AND c."spendId" IS NOT NULL THEN
  PERFORM 1 FROM postern_artifacts WHERE tenant = c.tenant AND kind = c."spendKind" AND id = c."spendId"
    AND consumed_at IS NULL AND expires_at > c.now;
  IF NOT FOUND THEN CONTINUE; END IF;
END IF;
IF verdict = 'fine' AND c.change->'add' IS NOT NULL
  AND NOT {add_address}(c.tenant, c.now, c."user", c.change->'add') THEN
  verdict := 'taken';
END IF;
IF verdict <> 'fine' THEN
  answer := jsonb_build_object('kind', verdict);
ELSE
  UPDATE postern_artifacts SET consumed_at = c.now
  WHERE tenant = c.tenant AND kind = c."spendKind" AND id = c."spendId";
  UPDATE postern_artifacts SET consumed_at = c.now
  WHERE tenant = c.tenant AND group_id = c."user" AND kind = c."spendKind" AND consumed_at IS NULL AND expires_at > (
    SELECT x.expires_at FROM postern_artifacts x
    WHERE x.tenant = c.tenant AND x.kind = c."spendKind" AND x.id = c."spendId");
  PERFORM {change_addresses}(c.tenant, c.now, c."user", c.change);
  IF c."endSessions" THEN
    DELETE FROM postern_artifacts a USING postern_sessions s
    WHERE s.tenant = c.tenant AND s.user_id = c."user" AND a.tenant = s.tenant AND a.group_id = s.id;
    DELETE FROM postern_sessions WHERE tenant = c.tenant AND user_id = c."user";
    DELETE FROM postern_known_browsers WHERE tenant = c.tenant AND user_id = c."user";
  END IF;
  PERFORM {also}(c.tenant, c.now, c.also);
  answer := jsonb_build_object('kind', 'done');
END IF;`,
  encode: ({ change, spend, also, ...call }) => ({
    ...call,
    change: changeCall(change),
    spendKind: spend?.kind,
    spendId: spend?.id,
    also: alsoCall(also),
  }),
  decode: (answer: Out<Change> | undefined) => answer ?? { kind: 'changed' },
})
