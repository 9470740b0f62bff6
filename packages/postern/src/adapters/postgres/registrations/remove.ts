import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { lockPeople, lockRows, sortedBy } from '../locks.ts'
import { people, raiseVersion } from './raise-version.ts'

type Remove = Store['registrations']['remove']

const sessions = `SELECT l.tenant, s.id
  FROM jsonb_to_recordset(calls) AS l (tenant text, "user" text, application text)
  JOIN postern_sessions s ON s.tenant = l.tenant AND s.user_id = l."user" AND s.application = l.application`

const artifacts = `SELECT g.tenant, a.kind, a.id FROM (${sessions}) g
  JOIN postern_artifacts a ON a.tenant = g.tenant AND a.group_id = g.id`

const hers = 'tenant = c.tenant AND user_id = c."user" AND application = c.application'

export const remove: Command<In<Remove>, Out<Remove>> = act({
  name: 'remove_registration',
  fields: 'tenant text, now bigint, "user" text, version integer, application text, also jsonb',
  order: sortedBy('tenant', '"user"'),
  writesEvents: true,
  before: `${lockPeople(people)}
${lockRows('sessions', ['id'], sessions)}
${lockRows('artifacts', ['kind', 'id'], artifacts)}`,
  body: `
IF NOT EXISTS (SELECT 1 FROM postern_registrations WHERE ${hers}) THEN CONTINUE; END IF;
${raiseVersion}
DELETE FROM postern_registrations WHERE ${hers};
DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id IN (SELECT s.id FROM postern_sessions s WHERE
  s.tenant = c.tenant AND s.user_id = c."user" AND s.application = c.application);
DELETE FROM postern_sessions WHERE ${hers};
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: doneOrChanged,
})
