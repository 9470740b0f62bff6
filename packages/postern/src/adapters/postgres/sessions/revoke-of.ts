import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { lockPeople, lockRows, sortedBy } from '../locks.ts'

type RevokeOf = Store['sessions']['revokeOf']

const people = 'SELECT l."user" AS who FROM jsonb_to_recordset(calls) AS l ("user" text)'

const sessions = `SELECT l.tenant, o.id FROM jsonb_to_recordset(calls) AS l (tenant text, "user" text), LATERAL (
  SELECT n.id FROM postern_sessions n WHERE n.tenant = l.tenant AND n.user_id = l."user" OFFSET 0) o`

/** Whoever is signing her in is waited for, so that no session is made behind its back. */
export const revokeOf: Command<In<RevokeOf>, Out<RevokeOf>> = act({
  name: 'revoke_sessions_of',
  fields: 'tenant text, now bigint, "user" text, "except" text, also jsonb',
  order: sortedBy('tenant', '"user"'),
  writesEvents: true,
  declare: 'revoked integer;',
  before: `${lockPeople(people)}
${lockRows('sessions', ['id'], sessions)}`,
  body: `
DELETE FROM postern_sessions WHERE tenant = c.tenant AND user_id = c."user" AND id <> coalesce(c."except", '');
GET DIAGNOSTICS revoked = ROW_COUNT;
DELETE FROM postern_known_browsers b WHERE b.tenant = c.tenant AND b.user_id = c."user" AND b.browser IS DISTINCT FROM (
  SELECT s.browser FROM postern_sessions s WHERE s.tenant = c.tenant AND s.id = c."except" AND s.user_id = c."user");
IF revoked > 0 THEN
  PERFORM {also}(c.tenant, c.now, c.also);
END IF;
answer := jsonb_build_object('revoked', revoked);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: (answer: Out<RevokeOf>) => answer,
})
