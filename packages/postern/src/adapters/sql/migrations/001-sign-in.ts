import { signInInPostgres } from './001-sign-in-postgres.ts'
import type { Migration } from './migration.ts'

/**
 * Every key starts with the tenant. Rows that are found by their key alone are stored in it (`WITHOUT ROWID`), and ids
 * sort by time, so new rows land on the right edge. What is over is found by walking the key, not by an index on time.
 * Hashes are text: node:sqlite takes longer to hand over a short blob than to find the row it is in.
 * Statements name the index they need: without statistics SQLite would rather walk all rows of a tenant.
 * Other indexes leave the tenant out: SQLite appends the key to them by itself, and would rather walk a tenant's key
 * than use an index that begins with it.
 */
export const signIn: Migration = {
  number: 1,
  name: 'sign-in',
  sqlite: `
CREATE TABLE postern_meta (
  key TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE postern_users (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  email TEXT NOT NULL,
  status TEXT NOT NULL,
  factors TEXT NOT NULL,
  locale TEXT,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE postern_addresses (
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  address TEXT NOT NULL,
  user_id TEXT NOT NULL,
  proved_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE postern_registrations (
  tenant TEXT NOT NULL,
  user_id TEXT NOT NULL,
  application TEXT NOT NULL,
  roles TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, user_id, application),
  FOREIGN KEY (tenant, user_id) REFERENCES postern_users (tenant, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE postern_known_browsers (
  tenant TEXT NOT NULL,
  browser TEXT NOT NULL,
  user_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, browser, user_id)
) STRICT, WITHOUT ROWID;

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
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX postern_attempts_of_asker ON postern_attempts (asker_id) WHERE state IN ('open', 'approved');

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
  PRIMARY KEY (tenant, id),
  FOREIGN KEY (tenant, user_id) REFERENCES postern_users (tenant, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX postern_sessions_of_user ON postern_sessions (user_id);

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
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX postern_messages_due ON postern_messages (due_at) WHERE state = 'queued';
CREATE INDEX postern_messages_of_attempt ON postern_messages (attempt);

CREATE TABLE postern_events (
  tenant TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  application TEXT NOT NULL,
  attempt TEXT,
  user_id TEXT,
  session TEXT,
  asked TEXT,
  reason TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX postern_events_of_attempt ON postern_events (attempt) WHERE attempt IS NOT NULL;

CREATE TABLE postern_seals (
  tenant TEXT NOT NULL,
  last INTEGER NOT NULL,
  first INTEGER NOT NULL,
  count INTEGER NOT NULL,
  link TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, last)
) STRICT, WITHOUT ROWID;

CREATE TABLE postern_documents (
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  json TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE postern_document_history (
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  json TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, kind, id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE postern_artifacts (
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  group_id TEXT,
  consumed_at INTEGER,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX postern_artifacts_of_group ON postern_artifacts (group_id) WHERE group_id IS NOT NULL;

CREATE TABLE postern_budgets (
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  hits TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE postern_suppressions (
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  struck_at INTEGER NOT NULL,
  suppressed_until INTEGER,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;
`,
  postgres: signInInPostgres,
}
