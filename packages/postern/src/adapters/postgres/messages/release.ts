import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'

type Release = Store['messages']['release']

/** What somebody is just ending, or taking, needs no handing back. */
export const release: Command<In<Release>, Out<Release>> = act({
  name: 'release_messages',
  fields: 'now bigint, owner text',
  body: `
UPDATE postern_messages m SET lease_owner = '', lease_until = c.now,
  due_at = greatest(m.next_at, least(m.due_at, c.now))
FROM (SELECT o.tenant, o.id FROM postern_messages o WHERE o.state = 'queued' AND o.lease_owner = c.owner
  FOR UPDATE SKIP LOCKED) f
WHERE m.tenant = f.tenant AND m.id = f.id;`,
  decode: () => undefined,
})
