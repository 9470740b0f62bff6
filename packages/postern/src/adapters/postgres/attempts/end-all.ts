import type { Store } from '../../../ports/store.ts'
import { writeHash } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { amongHeld, attemptsOfAskers, lockAttempts, sortedBy } from '../locks.ts'

type EndAll = Store['attempts']['endAll']

export const endAll: Command<In<EndAll>, Out<EndAll>> = act({
  name: 'end_all',
  fields: 'tenant text, asker text, hash text',
  order: sortedBy('tenant', 'asker'),
  before: lockAttempts(attemptsOfAskers('asker text', 'l.asker')),
  body: `
UPDATE postern_attempts SET state = 'cancelled', version = version + 1
WHERE tenant = c.tenant AND asker_id = c.asker AND state IN ('open', 'approved') AND asker_hash = c.hash
  AND ${amongHeld};`,
  encode: ({ hash, ...call }) => ({ ...call, hash: writeHash(hash) }),
  decode: () => undefined,
})
