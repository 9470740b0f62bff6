import type { Migration } from './migration.ts'

/**
 * What accounts and tokens need beside a sign-in: names and data of users, addresses that are given up but reserved,
 * when a session last proved its mailbox, what an attempt or a message is about, and families of refresh tokens.
 * A family lives no longer than its session, with which it is read: it needs no reference to it.
 */
export const accounts: Migration = {
  number: 2,
  name: 'accounts',
  sqlite: `
ALTER TABLE postern_users ADD COLUMN name TEXT;
ALTER TABLE postern_users ADD COLUMN data TEXT;
ALTER TABLE postern_addresses ADD COLUMN reserved_until INTEGER;
ALTER TABLE postern_sessions ADD COLUMN proved_at INTEGER;
ALTER TABLE postern_attempts ADD COLUMN about TEXT;
ALTER TABLE postern_messages ADD COLUMN about TEXT;

CREATE INDEX postern_addresses_of_user ON postern_addresses (user_id);

CREATE TABLE postern_families (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  session TEXT NOT NULL,
  user_id TEXT NOT NULL,
  application TEXT NOT NULL,
  hash TEXT NOT NULL,
  previous_hash TEXT,
  rotated_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;
`,
  postgres: `
ALTER TABLE postern_users ADD COLUMN name text, ADD COLUMN data text;
ALTER TABLE postern_addresses ADD COLUMN reserved_until bigint;
ALTER TABLE postern_sessions ADD COLUMN proved_at bigint;
ALTER TABLE postern_attempts ADD COLUMN about text;
ALTER TABLE postern_messages ADD COLUMN about text;

CREATE INDEX postern_addresses_of_user ON postern_addresses (tenant, user_id);

CREATE TABLE postern_families (
  tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  session text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  application text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  previous_hash text COLLATE "C",
  rotated_at bigint NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 85);
`,
}
