import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'

type Note = Store['attempts']['note']

export const note: Command<In<Note>, Out<Note>> = act({
  name: 'note',
  fields: 'tenant text, now bigint, id text, most integer, also jsonb',
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  body: `
UPDATE postern_attempts SET opens = opens + 1 WHERE tenant = c.tenant AND id = c.id AND opens < c.most;
IF NOT FOUND THEN CONTINUE; END IF;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: (answer) => ({ kind: answer === undefined ? 'full' : 'noted' }),
})
