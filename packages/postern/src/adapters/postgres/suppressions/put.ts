import { after, later } from '../../../domain/instant.ts'
import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { strikeMemory } from '../../sql/suppression-row.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { lockPeople, sortedBy } from '../locks.ts'

type Put = Store['suppressions']['put']

export const addresses = 'SELECT l.address AS who FROM jsonb_to_recordset(calls) AS l (address text)'

export const put: Command<In<Put>, Out<Put>> = act({
  name: 'put_suppression',
  fields: 'tenant text, now bigint, address text, until bigint, expires bigint, reason text, also jsonb',
  order: sortedBy('tenant', 'address'),
  writesEvents: true,
  before: lockPeople(addresses),
  body: `
INSERT INTO postern_suppressions (tenant, key, struck_at, suppressed_until, expires_at, reason)
VALUES (c.tenant, c.address, c.now, c.until, c.expires, c.reason) ON CONFLICT (tenant, key) DO UPDATE
SET struck_at = excluded.struck_at, suppressed_until = excluded.suppressed_until, expires_at = excluded.expires_at,
  reason = excluded.reason;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ also, ...call }) => ({
    ...call,
    expires: later(call.until, after(call.now, strikeMemory)),
    also: alsoCall(also),
  }),
  decode: () => undefined,
})
