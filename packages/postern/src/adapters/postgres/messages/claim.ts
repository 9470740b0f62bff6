import type { Store } from '../../../ports/store.ts'
import { heldForOne, messageColumns } from '../../sql/message-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { readMessageRow, withBytes } from '../message-bytes.ts'

type Claim = Store['messages']['claim']

const due = (channel: 'mail' | 'webhook', order: string): string => `
SELECT m.tenant, m.id FROM postern_messages m
WHERE m.state = 'queued' AND m.channel = '${channel}' AND m.due_at <= c.now AND coalesce(c.channel, 'mail') = '${channel}'
ORDER BY ${order} LIMIT c."limit" FOR UPDATE SKIP LOCKED`

/**
 * After an outage the newest mails come first: whoever asked last is the likeliest to be still waiting. Nobody waits for a
 * webhook's call: there the oldest come first, so that each has its turn. What another node is just taking is left to it.
 */
export const claim: Command<In<Claim>, Out<Claim>> = act({
  name: 'claim_messages',
  fields: 'now bigint, owner text, until bigint, "limit" integer, channel text',
  body: `
-- What was never asked to be sent.
UPDATE postern_messages m SET state = 'expired', sealed = NULL, reason = 'never-sent'
FROM (SELECT o.tenant, o.id FROM postern_messages o WHERE o.state = 'held' AND o.deadline <= c.now
  LIMIT c."limit" * ${heldForOne} FOR UPDATE SKIP LOCKED) f
WHERE m.tenant = f.tenant AND m.id = f.id;
WITH mails AS (${due('mail', 'm.due_at DESC')}), calls AS (${due('webhook', 'm.due_at')}), taken AS (
  UPDATE postern_messages m SET lease_owner = c.owner, lease_until = c.until, due_at = c.until, tries = m.tries + 1
  FROM (SELECT * FROM mails UNION ALL SELECT * FROM calls) due WHERE m.tenant = due.tenant AND m.id = due.id
  RETURNING m.*
)
SELECT coalesce(jsonb_agg(jsonb_build_array(${withBytes(messageColumns)})), '[]') INTO answer FROM taken;`,
  decode: (rows: readonly Row[]) => rows.map(readMessageRow),
})
