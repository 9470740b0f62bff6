import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'

type Revoke = Store['sessions']['revoke']

export const revoke: Command<In<Revoke>, Out<Revoke>> = act({
  name: 'revoke_session',
  fields: 'tenant text, now bigint, id text, "user" text, also jsonb',
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  body: `
DELETE FROM postern_sessions WHERE tenant = c.tenant AND id = c.id AND user_id = coalesce(c."user", user_id);
IF NOT FOUND THEN CONTINUE; END IF;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: (answer) => ({ kind: answer === undefined ? 'unknown' : 'revoked' }),
})
