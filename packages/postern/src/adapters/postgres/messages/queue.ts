import type { Store } from '../../../ports/store.ts'
import { messageColumns } from '../../sql/message-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { sortedBy } from '../locks.ts'
import { readMessageRow, withBytes } from '../message-bytes.ts'
import { stateIs } from '../state-is.ts'

type Queue = Store['messages']['queue']

/** One message a call, so that the order of attempts is that of their messages as far as two batches share any. */
export const queue: Command<In<Queue>, Out<Queue>> = act({
  name: 'queue_message',
  fields: 'tenant text, now bigint, attempt text, owner text, until bigint',
  order: sortedBy('tenant', 'attempt'),
  body: `
WITH taken AS (
  UPDATE postern_messages m SET state = 'queued', next_at = c.now, lease_owner = c.owner, lease_until = c.until,
    due_at = c.until
  WHERE m.tenant = c.tenant AND m.attempt = c.attempt AND m.${stateIs('held')} AND m.deadline > c.now
  RETURNING m.*
)
SELECT jsonb_build_array(${withBytes(messageColumns)}) INTO answer FROM taken;`,
  decode: (row: Row | undefined) => (row ? readMessageRow(row) : undefined),
})
