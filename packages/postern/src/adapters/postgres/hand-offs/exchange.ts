import type { Store } from '../../../ports/store.ts'
import { handOffKind } from '../../sql/hand-off-row.ts'
import { writeHash } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { lockPeople, lockRows, sortedBy } from '../locks.ts'

type Exchange = Store['handOffs']['exchange']

const people = 'SELECT l."user" AS who FROM jsonb_to_recordset(calls) AS l ("user" text)'
const sessions = 'SELECT l.tenant, l.id FROM jsonb_to_recordset(calls) AS l (tenant text, id text)'

/** The user is held, so that a ban and an exchange never pass each other; the session, so that its end and this do not. */
export const exchange: Command<In<Exchange>, Out<Exchange>> = act({
  name: 'exchange_hand_off',
  fields: `tenant text, now bigint, id text, "user" text, "userVersion" integer, "keptUntil" bigint, family jsonb,
    also jsonb`,
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  declare: 'of_application text;',
  before: `${lockPeople(people)}
${lockRows('sessions', ['id'], sessions)}`,
  body: `
SELECT s.application INTO of_application FROM postern_sessions s
JOIN postern_users u ON u.tenant = s.tenant AND u.id = s.user_id
WHERE s.tenant = c.tenant AND s.id = c.id AND s.idle_until > c.now AND s.expires_at > c.now
  AND u.id = c."user" AND u.version = c."userVersion";
IF NOT FOUND THEN CONTINUE; END IF;
UPDATE postern_artifacts SET consumed_at = c.now, expires_at = c."keptUntil"
WHERE tenant = c.tenant AND kind = '${handOffKind}' AND id = c.id AND consumed_at IS NULL AND expires_at > c.now;
IF NOT FOUND THEN CONTINUE; END IF;
IF c.family IS NOT NULL THEN
  INSERT INTO postern_families (tenant, id, session, user_id, application, hash, rotated_at, created_at, expires_at)
  VALUES (c.tenant, c.family->>'id', c.id, c."user", of_application, c.family->>'hash', c.now, c.now,
    (c.family->>'expiresAt')::bigint);
END IF;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ family, also, ...call }) => ({
    ...call,
    family: family && { ...family, hash: writeHash(family.hash) },
    also: alsoCall(also),
  }),
  decode: doneOrChanged,
})
