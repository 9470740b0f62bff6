import type { Store } from '../../../ports/store.ts'
import { spentKind } from '../../sql/family-row.ts'
import { writeHash } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { lockPeople, sortedBy } from '../locks.ts'

type Rotate = Store['families']['rotate']

const people = 'SELECT l."user" AS who FROM jsonb_to_recordset(calls) AS l ("user" text)'

/**
 * The user is held, so that a ban and a refresh never pass each other. A family has the letters of its session's id, so
 * the order of the calls is that of both tables.
 */
export const rotate: Command<In<Rotate>, Out<Rotate>> = act({
  name: 'rotate_family',
  fields: `tenant text, now bigint, id text, "user" text, "userVersion" integer, "from" text, "to" text,
    "idleUntil" bigint, spent text`,
  order: sortedBy('tenant', 'id'),
  declare: 'held_session text; ends bigint;',
  before: lockPeople(people),
  body: `
PERFORM 1 FROM postern_users u WHERE u.tenant = c.tenant AND u.id = c."user" AND u.version = c."userVersion";
IF NOT FOUND THEN CONTINUE; END IF;
SELECT s.id INTO held_session FROM postern_families f
JOIN postern_sessions s ON s.tenant = f.tenant AND s.id = f.session
WHERE f.tenant = c.tenant AND f.id = c.id AND f.user_id = c."user" AND s.idle_until > c.now AND s.expires_at > c.now
FOR UPDATE OF s;
IF NOT FOUND THEN CONTINUE; END IF;
UPDATE postern_families SET previous_hash = hash, hash = c."to", rotated_at = c.now
WHERE tenant = c.tenant AND id = c.id AND hash = c."from" AND expires_at > c.now
RETURNING expires_at INTO ends;
IF NOT FOUND THEN CONTINUE; END IF;
UPDATE postern_sessions SET seen_at = greatest(seen_at, c.now), idle_until = greatest(idle_until, c."idleUntil")
WHERE tenant = c.tenant AND id = held_session;
PERFORM {put_artifact}(c.tenant, c.now, jsonb_build_object('kind', '${spentKind}', 'id', c.spent, 'json', '{}',
  'group', c.id, 'expiresAt', ends));`,
  encode: ({ from, to, ...call }) => ({
    ...call,
    from: writeHash(from),
    to: writeHash(to),
  }),
  decode: doneOrChanged,
})
