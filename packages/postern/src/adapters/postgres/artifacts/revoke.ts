import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { amongHeld, artifactsOfGroups, lockRows, sortedBy } from '../locks.ts'

type Revoke = Store['artifacts']['revoke']

export const revoke: Command<In<Revoke>, Out<Revoke>> = act({
  name: 'revoke_artifacts',
  fields: 'tenant text, "group" text',
  order: sortedBy('tenant', '"group"'),
  before: lockRows('artifacts', ['kind', 'id'], artifactsOfGroups('"group" text', 'l."group"'), 'remembers'),
  // One that joined the group since it was locked came after this: to wait for it here would be out of order.
  body: `
WITH gone AS (
  DELETE FROM postern_artifacts WHERE tenant = c.tenant AND group_id = c."group" AND ${amongHeld} RETURNING 1
)
SELECT to_jsonb(count(*)) INTO answer FROM gone;`,
  decode: (revoked: number) => ({ revoked }),
})
