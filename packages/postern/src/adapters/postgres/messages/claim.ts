import type { Store } from '../../../ports/store.ts'
import { dueWebhooks } from '../../sql/due-webhooks.ts'
import { heldForOne, messageColumns } from '../../sql/message-row.ts'
import type { Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { act, type Command } from '../command.ts'
import { readMessageRow, withBytes } from '../message-bytes.ts'

type Claim = Store['messages']['claim']

/** After an outage the newest mails come first: whoever asked last is the likeliest to be still waiting. */
const dueMails = `
SELECT m.tenant, m.id FROM postern_messages m
WHERE m.state = 'queued' AND m.channel = 'mail' AND m.due_at <= c.now
ORDER BY m.due_at DESC LIMIT c."limit" FOR UPDATE SKIP LOCKED`

/**
 * Nobody waits for a webhook's call: the oldest come first, so that each has its turn, and a few of each webhook. Only
 * those that are taken are locked.
 */
const dueCalls = `
SELECT m.tenant, m.id FROM (
  SELECT d.tenant, d.id FROM webhooks CROSS JOIN LATERAL (
    SELECT m.tenant, m.id, m.due_at FROM postern_messages m
    WHERE m.state = 'queued' AND m.channel = 'webhook' AND m.address_key = webhooks.id AND m.due_at <= c.now
    ORDER BY m.due_at LIMIT coalesce(c.each, c."limit")
  ) d
  WHERE webhooks.id <> ALL (coalesce(c."passOver", '{}'))
  ORDER BY d.due_at LIMIT c."limit"
) d JOIN postern_messages m ON m.tenant = d.tenant AND m.id = d.id
WHERE m.state = 'queued' AND m.due_at <= c.now FOR UPDATE OF m SKIP LOCKED`

const take = (due: string): string => `
WITH RECURSIVE ${due}, taken AS (
  UPDATE postern_messages m SET lease_owner = c.owner, lease_until = c.until, due_at = c.until, tries = m.tries + 1
  FROM due WHERE m.tenant = due.tenant AND m.id = due.id
  RETURNING m.*
)
SELECT coalesce(jsonb_agg(jsonb_build_array(${withBytes(messageColumns)})), '[]') INTO answer FROM taken;`

/** What another node is just taking is left to it. */
export const claim: Command<In<Claim>, Out<Claim>> = act({
  name: 'claim_messages',
  fields: 'now bigint, owner text, until bigint, "limit" integer, channel text, each integer, "passOver" text[]',
  body: `
-- What was never asked to be sent.
UPDATE postern_messages m SET state = 'expired', sealed = NULL, reason = 'never-sent'
FROM (SELECT o.tenant, o.id FROM postern_messages o WHERE o.state = 'held' AND o.deadline <= c.now
  LIMIT c."limit" * ${heldForOne} FOR UPDATE SKIP LOCKED) f
WHERE m.tenant = f.tenant AND m.id = f.id;
IF c.channel = 'webhook' THEN ${take(`${dueWebhooks}, due AS (${dueCalls})`)}
ELSE ${take(`due AS (${dueMails})`)}
END IF;`,
  decode: (rows: readonly Row[]) => rows.map(readMessageRow),
})
