import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { artifactsOfGroups, attemptsOfCalls, lockAttempts, lockRows, sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'

type Cancel = Store['attempts']['cancel']

export const cancel: Command<In<Cancel>, Out<Cancel>> = act({
  name: 'cancel',
  fields: 'tenant text, now bigint, id text, version integer, also jsonb',
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  before: `${lockAttempts(attemptsOfCalls)}
${lockRows('artifacts', ['kind', 'id'], artifactsOfGroups('id text', 'l.id'))}`,
  body: `
UPDATE postern_attempts SET state = 'cancelled', version = version + 1
WHERE tenant = c.tenant AND id = c.id AND version = c.version AND ${stateIs('open', 'approved', 'proved')}
  AND expires_at > c.now;
IF NOT FOUND THEN CONTINUE; END IF;
-- What a half-way attempt was waiting with is worth nothing any more.
DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id = c.id;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: doneOrChanged,
})
