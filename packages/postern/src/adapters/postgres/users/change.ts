import type { Store } from '../../../ports/store.ts'
import { writeWords } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { lockPeople, sortedBy } from '../locks.ts'

type Change = Store['users']['change']

export const change: Command<In<Change>, Out<Change>> = act({
  name: 'change_user',
  fields: 'tenant text, now bigint, id text, version integer, status text, factors text, also jsonb',
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  before: lockPeople('SELECT l.id AS who FROM jsonb_to_recordset(calls) AS l (id text)'),
  body: `
UPDATE postern_users SET status = coalesce(c.status, status), factors = coalesce(c.factors, factors),
  version = version + 1
WHERE tenant = c.tenant AND id = c.id AND version = c.version;
IF NOT FOUND THEN CONTINUE; END IF;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ factors, also, ...call }) => ({ ...call, factors: factors && writeWords(factors), also: alsoCall(also) }),
  decode: doneOrChanged,
})
