import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { lockPeople, sortedBy } from '../locks.ts'
import { addresses } from './put.ts'

type Remove = Store['suppressions']['remove']

export const remove: Command<In<Remove>, Out<Remove>> = act({
  name: 'remove_suppression',
  fields: 'tenant text, now bigint, address text, also jsonb',
  order: sortedBy('tenant', 'address'),
  writesEvents: true,
  before: lockPeople(addresses),
  body: `
DELETE FROM postern_suppressions WHERE tenant = c.tenant AND key = c.address;
IF NOT FOUND THEN CONTINUE; END IF;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: (answer: unknown) => ({ kind: answer === undefined ? 'unknown' : 'done' }),
})
