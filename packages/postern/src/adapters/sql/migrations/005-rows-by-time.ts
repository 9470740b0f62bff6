import type { Migration } from './migration.ts'

/**
 * In SQLite, what a sign-in writes is stored by its id alone: ids sort by time and are unique, so the new rows of all tenants
 * lie side by side on the right edge, and one commit writes few pages for many of them. The tenant ends each key, and stays in
 * every statement. What is read tenant by tenant keeps its key: people, addresses, registrations, settings, and events. A
 * known browser is found by its user, with no index beside. PostgreSQL keeps the tenant first: there, tables are divided by it.
 * Columns are in the order that the steps before gave them. Rows are copied unsorted: a sort would be held in memory whole.
 */
export const rowsByTime: Migration = {
  number: 5,
  name: 'rows-by-time',
  sqlite: `
ALTER TABLE postern_attempts RENAME TO postern_attempts_by_tenant;

CREATE TABLE postern_attempts (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  application TEXT NOT NULL,
  purpose TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  asker_kind TEXT NOT NULL,
  asker_id TEXT NOT NULL,
  asker_hash TEXT NOT NULL,
  asked TEXT NOT NULL,
  destination TEXT NOT NULL,
  locale TEXT NOT NULL,
  number TEXT NOT NULL,
  code_kind TEXT NOT NULL,
  code_length INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  max_tries INTEGER NOT NULL,
  approval_shut INTEGER NOT NULL,
  sets TEXT NOT NULL,
  superseded TEXT NOT NULL,
  cancels TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  opens INTEGER NOT NULL,
  finish TEXT,
  about TEXT,
  PRIMARY KEY (id, tenant)
) STRICT, WITHOUT ROWID;

INSERT INTO postern_attempts SELECT * FROM postern_attempts_by_tenant;
DROP TABLE postern_attempts_by_tenant;

CREATE INDEX postern_attempts_of_asker ON postern_attempts (asker_id) WHERE state IN ('open', 'approved');
CREATE INDEX postern_attempts_of_address ON postern_attempts (address_key);

ALTER TABLE postern_sessions RENAME TO postern_sessions_by_tenant;

CREATE TABLE postern_sessions (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  application TEXT NOT NULL,
  user_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  attempt TEXT NOT NULL,
  browser TEXT,
  methods TEXT NOT NULL,
  asked TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  idle_until INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  proved_at INTEGER,
  PRIMARY KEY (id, tenant),
  FOREIGN KEY (tenant, user_id) REFERENCES postern_users (tenant, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

INSERT INTO postern_sessions SELECT * FROM postern_sessions_by_tenant;
DROP TABLE postern_sessions_by_tenant;

CREATE INDEX postern_sessions_of_user ON postern_sessions (user_id);

ALTER TABLE postern_families RENAME TO postern_families_by_tenant;

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
  PRIMARY KEY (id, tenant)
) STRICT, WITHOUT ROWID;

INSERT INTO postern_families SELECT * FROM postern_families_by_tenant;
DROP TABLE postern_families_by_tenant;

ALTER TABLE postern_messages RENAME TO postern_messages_by_tenant;

CREATE TABLE postern_messages (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  channel TEXT NOT NULL,
  application TEXT NOT NULL,
  attempt TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  locale TEXT NOT NULL,
  mark TEXT,
  asked_at INTEGER NOT NULL,
  program INTEGER NOT NULL,
  asked TEXT NOT NULL,
  sealed BLOB,
  state TEXT NOT NULL,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  lease_owner TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  deadline INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  reason TEXT,
  transport TEXT,
  reference TEXT,
  about TEXT,
  PRIMARY KEY (id, tenant)
) STRICT, WITHOUT ROWID;

INSERT INTO postern_messages SELECT * FROM postern_messages_by_tenant;
DROP TABLE postern_messages_by_tenant;

CREATE INDEX postern_messages_of_tenant ON postern_messages (tenant, id);
CREATE INDEX postern_messages_of_attempt ON postern_messages (attempt);
CREATE INDEX postern_messages_due ON postern_messages (due_at) WHERE state = 'queued';
CREATE INDEX postern_messages_due_calls ON postern_messages (due_at) WHERE state = 'queued' AND channel = 'webhook';
CREATE INDEX postern_messages_held ON postern_messages (deadline) WHERE state = 'held';
CREATE INDEX postern_messages_of_webhook ON postern_messages (tenant, address_key, id) WHERE channel = 'webhook';

ALTER TABLE postern_artifacts RENAME TO postern_artifacts_by_tenant;

CREATE TABLE postern_artifacts (
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  group_id TEXT,
  consumed_at INTEGER,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (id, kind, tenant)
) STRICT, WITHOUT ROWID;

INSERT INTO postern_artifacts SELECT * FROM postern_artifacts_by_tenant;
DROP TABLE postern_artifacts_by_tenant;

CREATE INDEX postern_artifacts_of_group ON postern_artifacts (group_id) WHERE group_id IS NOT NULL;

ALTER TABLE postern_known_browsers RENAME TO postern_known_browsers_by_tenant;

CREATE TABLE postern_known_browsers (
  tenant TEXT NOT NULL,
  browser TEXT NOT NULL,
  user_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, browser, tenant)
) STRICT, WITHOUT ROWID;

INSERT INTO postern_known_browsers SELECT * FROM postern_known_browsers_by_tenant;
DROP TABLE postern_known_browsers_by_tenant;
`,
  postgres: '',
}
