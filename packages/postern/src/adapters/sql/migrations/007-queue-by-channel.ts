import type { Migration } from './migration.ts'

const byChannel = `
DROP INDEX postern_messages_due;
CREATE INDEX postern_messages_due ON postern_messages (channel, due_at, lease_owner) WHERE state = 'queued';
`

/** Whoever looks on finds what is due first of each channel, and a node that ends what it leases, beside any number of others. */
export const queueByChannel: Migration = {
  number: 7,
  name: 'queue-by-channel',
  sqlite: byChannel,
  postgres: byChannel,
}
