import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'

type Release = Store['messages']['release']

export const release: Command<In<Release>, Out<Release>> = act({
  name: 'release_messages',
  fields: 'now bigint, owner text',
  body: `
UPDATE postern_messages SET lease_owner = '', lease_until = c.now, due_at = greatest(next_at, least(due_at, c.now))
WHERE state = 'queued' AND lease_owner = c.owner;`,
  decode: () => undefined,
})
