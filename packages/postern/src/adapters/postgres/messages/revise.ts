import type { Store } from '../../../ports/store.ts'
import type { In, Out } from '../../sql/step.ts'
import { alsoCall } from '../also.ts'
import { act, type Command } from '../command.ts'
import { doneOrChanged } from '../done-or-changed.ts'
import { lockRows, sortedBy } from '../locks.ts'

type Revise = Store['messages']['revise']

/** Nobody delivers it now: it is held, waits between two tries, or its lease has ended. */
export const revise: Command<In<Revise>, Out<Revise>> = act({
  name: 'revise_message',
  fields: 'tenant text, now bigint, id text, act text, also jsonb',
  order: sortedBy('tenant', 'id'),
  writesEvents: true,
  before: lockRows(
    'messages',
    ['id'],
    'SELECT l.tenant, l.id FROM jsonb_to_recordset(calls) AS l (tenant text, id text)',
  ),
  body: `
UPDATE postern_messages SET
  next_at = c.now,
  due_at = CASE c.act WHEN 'retry' THEN c.now ELSE due_at END,
  state = CASE c.act WHEN 'cancel' THEN 'dropped' ELSE state END,
  sealed = CASE c.act WHEN 'cancel' THEN NULL ELSE sealed END,
  reason = CASE c.act WHEN 'cancel' THEN 'cancelled' ELSE reason END,
  lease_until = CASE c.act WHEN 'cancel' THEN c.now ELSE lease_until END
WHERE tenant = c.tenant AND id = c.id
  AND (state = 'held' AND c.act = 'cancel' OR state = 'queued' AND (lease_owner = '' OR lease_until <= c.now));
IF NOT FOUND THEN CONTINUE; END IF;
PERFORM {also}(c.tenant, c.now, c.also);`,
  encode: ({ also, ...call }) => ({ ...call, also: alsoCall(also) }),
  decode: doneOrChanged,
})
