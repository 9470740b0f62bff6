import type { Store } from '../../../ports/store.ts'
import { writeWords } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { lockPeople, sortedBy } from '../locks.ts'
import { dropMails, endSessions, lockEnds } from './end-of-user.ts'

type Change = Store['users']['change']

/** What is to be set comes in `set`, where a null takes away; what is not named there stays. */
export const change: Command<In<Change>, Out<Change>> = act({
  name: 'change_user',
  fields: `tenant text, now bigint, id text, version integer, status text, factors text, "set" jsonb, roles jsonb,
    ends boolean, also jsonb`,
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  before: `${lockPeople('SELECT l.id AS who FROM jsonb_to_recordset(calls) AS l (id text)')}
IF EXISTS (SELECT 1 FROM jsonb_to_recordset(calls) AS l (ends boolean) WHERE l.ends) THEN
  ${lockEnds('l.ends', 'ends boolean')}
END IF;`,
  body: `
UPDATE postern_users SET status = coalesce(c.status, status), factors = coalesce(c.factors, factors),
  name = CASE WHEN c."set" ? 'name' THEN c."set"->>'name' ELSE name END,
  locale = CASE WHEN c."set" ? 'locale' THEN c."set"->>'locale' ELSE locale END,
  data = CASE WHEN c."set" ? 'data' THEN c."set"->>'data' ELSE data END,
  version = version + 1
WHERE tenant = c.tenant AND id = c.id AND version = c.version AND status <> 'removed';
IF NOT FOUND THEN CONTINUE; END IF;
IF c.roles IS NOT NULL THEN
  INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at)
  VALUES (c.tenant, c.id, c.roles->>'application', c.roles->>'roles', c.now)
  ON CONFLICT (tenant, user_id, application) DO UPDATE SET roles = excluded.roles;
END IF;
IF c.ends THEN
  ${endSessions}
  ${dropMails}
END IF;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ factors, name, locale, data, roles, ends, also, ...call }) => ({
    ...call,
    factors: factors && writeWords(factors),
    set: { name, locale, data: data && JSON.stringify(data) },
    roles: roles && { application: roles.application, roles: writeWords(roles.roles) },
    ends: ends === true,
    also: alsoCall(also),
  }),
  decode: doneOrChanged,
})
