import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { artifactCall } from '../budgets.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { sortedBy } from '../locks.ts'
import { stateIs } from '../state-is.ts'

type Prove = Store['attempts']['prove']

export const prove: Command<In<Prove>, Out<Prove>> = act({
  name: 'prove',
  fields: 'tenant text, now bigint, id text, version integer, artifact jsonb, also jsonb',
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  body: `
UPDATE postern_attempts SET state = 'proved', version = version + 1
WHERE tenant = c.tenant AND id = c.id AND version = c.version AND ${stateIs('open', 'approved')} AND expires_at > c.now;
IF NOT FOUND THEN CONTINUE; END IF;
PERFORM {put_artifact}(c.tenant, c.now, c.artifact);
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ artifact, also, ...call }) => ({ ...call, artifact: artifactCall(artifact), also: alsoCall(also) }),
  decode: doneOrChanged,
})
