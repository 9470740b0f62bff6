/**
 * The webhooks that calls wait for, as the recursive part of a statement: one look into the index for each, however many
 * calls wait for it. A text on its own, for both stores.
 */
const waits = `m.state = 'queued' AND m.channel = 'webhook'`

export const dueWebhooks: string = `webhooks (id) AS (
  SELECT min(m.address_key) FROM postern_messages m WHERE ${waits}
  UNION ALL
  SELECT (SELECT min(m.address_key) FROM postern_messages m WHERE ${waits} AND m.address_key > webhooks.id)
  FROM webhooks WHERE webhooks.id IS NOT NULL
)`
