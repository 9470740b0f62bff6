import type { Store } from '../../../ports/store.ts'
import { writeWords } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { lockPeople, sortedBy } from '../locks.ts'
import { people, raiseVersion } from './raise-version.ts'

type Put = Store['registrations']['put']

export const put: Command<In<Put>, Out<Put>> = act({
  name: 'put_registration',
  fields: `tenant text, now bigint, "user" text, version integer, application text, roles text, "set" boolean, data text,
    also jsonb`,
  order: sortedBy('tenant', '"user"'),
  writesEvents: true,
  before: lockPeople(people),
  body: `
${raiseVersion}
INSERT INTO postern_registrations AS r (tenant, user_id, application, roles, created_at, data)
VALUES (c.tenant, c."user", c.application, coalesce(c.roles, ''), c.now, c.data)
ON CONFLICT (tenant, user_id, application) DO UPDATE
SET roles = coalesce(c.roles, r.roles), data = CASE WHEN c."set" THEN excluded.data ELSE r.data END;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ roles, data, also, ...call }) => ({
    ...call,
    roles: roles && writeWords(roles),
    set: data !== undefined,
    data: data ? JSON.stringify(data) : null,
    also: alsoCall(also),
  }),
  decode: doneOrChanged,
})
