import type { Migration } from './migration.ts'

const byWebhook = `
CREATE INDEX postern_messages_due_of_webhook ON postern_messages (address_key, due_at)
  WHERE state = 'queued' AND channel = 'webhook';
DROP INDEX postern_messages_due_calls;
`

/** What waits for a webhook lies side by side, so that a claim passes from one to the next however much waits for each. */
export const callsByWebhook: Migration = {
  number: 6,
  name: 'calls-by-webhook',
  sqlite: byWebhook,
  postgres: byWebhook,
}
