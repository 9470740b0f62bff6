import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { waitForUser } from '../user-lock.ts'

type RevokeOf = Store['sessions']['revokeOf']

/** Whoever is signing her in is waited for, so that no session is made behind its back. */
export const revokeOf: Command<In<RevokeOf>, Out<RevokeOf>> = act({
  name: 'revoke_sessions_of',
  fields: 'tenant text, now bigint, "user" text, "except" text, also jsonb',
  order: 'tenant, "user"',
  declare: 'revoked integer;',
  body: `
${waitForUser('c."user"')}
DELETE FROM postern_sessions WHERE tenant = c.tenant AND user_id = c."user" AND id <> coalesce(c."except", '');
GET DIAGNOSTICS revoked = ROW_COUNT;
IF revoked > 0 THEN
  PERFORM {also}(c.tenant, c.now, c.also);
END IF;
answer := jsonb_build_object('revoked', revoked);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: (answer: Out<RevokeOf>) => answer,
})
