import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { waitForUser } from '../user-lock.ts'
import { changeCall } from './apply-change.ts'

type Change = Store['addresses']['change']

/** Whoever is signing her in is waited for. The artifact is spent by the row that it changes, so that it counts once. */
export const change: Command<In<Change>, Out<Change>> = act({
  name: 'change_addresses_of',
  fields: `tenant text, now bigint, "user" text, version integer, change jsonb, "spendKind" text, "spendId" text,
    "endSessions" boolean, also jsonb`,
  order: 'tenant, "user"',
  declare: 'verdict text;',
  body: `
${waitForUser('c."user"')}
PERFORM 1 FROM postern_users u WHERE u.tenant = c.tenant AND u.id = c."user" AND u.version = c.version
  AND u.status <> 'removed';
IF NOT FOUND THEN CONTINUE; END IF;
verdict := {judge_addresses}(c.tenant, c.now, c."user", c.change);
IF verdict = 'fine' AND c."spendId" IS NOT NULL THEN
  UPDATE postern_artifacts SET consumed_at = c.now WHERE tenant = c.tenant AND kind = c."spendKind"
    AND id = c."spendId" AND consumed_at IS NULL AND expires_at > c.now;
  IF NOT FOUND THEN CONTINUE; END IF;
END IF;
IF verdict <> 'fine' THEN
  answer := jsonb_build_object('kind', verdict);
ELSE
  PERFORM {change_addresses}(c.tenant, c.now, c."user", c.change);
  IF c."endSessions" THEN
    DELETE FROM postern_artifacts a USING postern_sessions s
    WHERE s.tenant = c.tenant AND s.user_id = c."user" AND a.tenant = s.tenant AND a.group_id = s.id;
    DELETE FROM postern_sessions WHERE tenant = c.tenant AND user_id = c."user";
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
