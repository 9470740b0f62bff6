import type { Migration } from './migration.ts'

/**
 * What a server of many tenants needs beside: who did what to which setting, users by name, data of registrations,
 * attempts of an address, users of an application, why an address is suppressed, and when a key was last used. Here an
 * index does begin with the tenant: names repeat in every one of them. They are compared without the case of ASCII
 * letters, which both databases do alike.
 */
export const tenants: Migration = {
  number: 4,
  name: 'tenants',
  sqlite: `
ALTER TABLE postern_events ADD COLUMN actor TEXT;
ALTER TABLE postern_events ADD COLUMN about TEXT;
ALTER TABLE postern_registrations ADD COLUMN data TEXT;
ALTER TABLE postern_suppressions ADD COLUMN reason TEXT;
ALTER TABLE postern_documents ADD COLUMN used_at INTEGER;

CREATE INDEX postern_messages_held ON postern_messages (deadline) WHERE state = 'held';
CREATE INDEX postern_users_by_name ON postern_users (tenant, lower(name)) WHERE name IS NOT NULL;
CREATE INDEX postern_attempts_of_address ON postern_attempts (address_key);
CREATE INDEX postern_registrations_of_application ON postern_registrations (tenant, application, user_id);
CREATE INDEX postern_messages_due_calls ON postern_messages (due_at) WHERE state = 'queued' AND channel = 'webhook';
CREATE INDEX postern_messages_of_webhook ON postern_messages (tenant, address_key, id) WHERE channel = 'webhook';
`,
  postgres: `
ALTER TABLE postern_events ADD COLUMN actor text, ADD COLUMN about text;
ALTER TABLE postern_registrations ADD COLUMN data text;
ALTER TABLE postern_suppressions ADD COLUMN reason text;
ALTER TABLE postern_documents ADD COLUMN used_at bigint;

CREATE INDEX postern_messages_held ON postern_messages (deadline) WHERE state = 'held';
CREATE INDEX postern_users_by_name ON postern_users (tenant, lower(name COLLATE "C"), id) WHERE name IS NOT NULL;
CREATE INDEX postern_attempts_of_address ON postern_attempts (tenant, address_key, id);
CREATE INDEX postern_registrations_of_application ON postern_registrations (tenant, application, user_id);
CREATE INDEX postern_messages_due_calls ON postern_messages (due_at) WHERE state = 'queued' AND channel = 'webhook';
CREATE INDEX postern_messages_of_webhook ON postern_messages (tenant, address_key, id) WHERE channel = 'webhook';
`,
}
