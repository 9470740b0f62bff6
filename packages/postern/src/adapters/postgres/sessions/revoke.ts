import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { lockPeople, sortedBy } from '../locks.ts'

type Revoke = Store['sessions']['revoke']

const forgetful = `SELECT l.forgets->>'user' AS who FROM jsonb_to_recordset(calls) AS l (forgets jsonb)
  WHERE l.forgets IS NOT NULL`

export const revoke: Command<In<Revoke>, Out<Revoke>> = act({
  name: 'revoke_session',
  fields: 'tenant text, now bigint, id text, "user" text, forgets jsonb, also jsonb',
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  before: lockPeople(forgetful),
  body: `
IF c.forgets IS NOT NULL THEN
  DELETE FROM postern_known_browsers
  WHERE tenant = c.tenant AND browser = c.forgets->>'browser' AND user_id = c.forgets->>'user';
END IF;
DELETE FROM postern_sessions WHERE tenant = c.tenant AND id = c.id AND user_id = coalesce(c."user", user_id);
IF NOT FOUND THEN CONTINUE; END IF;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: (answer) => ({ kind: answer === undefined ? 'unknown' : 'revoked' }),
})
