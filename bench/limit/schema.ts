/**
 * The tables of a sign-in with the columns and indexes that Postern's SQLite store gives them, without its checks
 * and the columns that a sign-in leaves empty. When
 * a column changes there, change it here and in `rows.ts`: nothing else in the limit program knows a table.
 *
 * Secondary indexes do not begin with the tenant: without statistics SQLite prefers a primary key whose first column is
 * known to such an index, and then reads the whole tenant.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export const tenant = 'default'
export const application = 'default'

const schema = `
CREATE TABLE IF NOT EXISTS users (
  tenant TEXT NOT NULL, id TEXT NOT NULL UNIQUE, email TEXT NOT NULL, status TEXT NOT NULL, factors TEXT NOT NULL,
  locale TEXT, created_at INTEGER NOT NULL, version INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS addresses (
  tenant TEXT NOT NULL, key TEXT NOT NULL, address TEXT NOT NULL, user_id TEXT NOT NULL, proved_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS addresses_of_user ON addresses (user_id);

CREATE TABLE IF NOT EXISTS registrations (
  tenant TEXT NOT NULL, user_id TEXT NOT NULL, application TEXT NOT NULL, roles TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, user_id, application)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS registrations_of_application ON registrations (tenant, application, user_id);

CREATE TABLE IF NOT EXISTS known_browsers (
  tenant TEXT NOT NULL, browser TEXT NOT NULL, user_id TEXT NOT NULL, hash BLOB NOT NULL, expires_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, browser, tenant)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS attempts (
  tenant TEXT NOT NULL, id TEXT NOT NULL, application TEXT NOT NULL, purpose TEXT NOT NULL, state TEXT NOT NULL,
  version INTEGER NOT NULL, address TEXT NOT NULL, address_key TEXT NOT NULL, asker_kind TEXT NOT NULL,
  asker_id TEXT NOT NULL, asker_hash BLOB NOT NULL, asked TEXT NOT NULL, destination TEXT NOT NULL,
  locale TEXT NOT NULL, number TEXT NOT NULL, code_kind TEXT NOT NULL, code_length INTEGER NOT NULL,
  tries INTEGER NOT NULL, max_tries INTEGER NOT NULL, approval_shut INTEGER NOT NULL, sets TEXT NOT NULL,
  superseded TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, opens INTEGER NOT NULL,
  finish TEXT,
  PRIMARY KEY (id, tenant)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS attempts_of_asker ON attempts (asker_id) WHERE state IN ('open', 'approved');
CREATE INDEX IF NOT EXISTS attempts_of_address ON attempts (address_key);

CREATE TABLE IF NOT EXISTS sessions (
  tenant TEXT NOT NULL, id TEXT NOT NULL, application TEXT NOT NULL, user_id TEXT NOT NULL, hash BLOB NOT NULL,
  attempt TEXT NOT NULL, browser TEXT, methods TEXT NOT NULL, asked TEXT NOT NULL, created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL, idle_until INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  PRIMARY KEY (id, tenant)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_of_user ON sessions (user_id);

CREATE TABLE IF NOT EXISTS messages (
  tenant TEXT NOT NULL, id TEXT NOT NULL, channel TEXT NOT NULL, application TEXT NOT NULL, attempt TEXT NOT NULL,
  address TEXT NOT NULL, address_key TEXT NOT NULL, kind TEXT NOT NULL, locale TEXT NOT NULL, mark TEXT,
  asked_at INTEGER NOT NULL, program INTEGER NOT NULL, asked TEXT NOT NULL, sealed BLOB, state TEXT NOT NULL,
  tries INTEGER NOT NULL, next_at INTEGER NOT NULL, lease_owner TEXT NOT NULL, lease_until INTEGER NOT NULL,
  due_at INTEGER NOT NULL, deadline INTEGER NOT NULL, created_at INTEGER NOT NULL, reason TEXT, transport TEXT,
  reference TEXT,
  PRIMARY KEY (id, tenant)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS messages_due ON messages (channel, due_at, lease_owner) WHERE state = 'queued';
CREATE INDEX IF NOT EXISTS messages_of_tenant ON messages (tenant, id);
CREATE INDEX IF NOT EXISTS messages_of_attempt ON messages (attempt);
CREATE INDEX IF NOT EXISTS messages_held ON messages (deadline) WHERE state = 'held';
CREATE INDEX IF NOT EXISTS messages_due_of_webhook ON messages (address_key, due_at) WHERE state = 'queued' AND channel = 'webhook';
CREATE INDEX IF NOT EXISTS messages_of_webhook ON messages (tenant, address_key, id) WHERE channel = 'webhook';

CREATE TABLE IF NOT EXISTS events (
  tenant TEXT NOT NULL, sequence INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, application TEXT NOT NULL,
  attempt TEXT, user_id TEXT, session TEXT, asked TEXT, reason TEXT, at INTEGER NOT NULL,
  PRIMARY KEY (tenant, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS events_of_attempt ON events (attempt) WHERE attempt IS NOT NULL;
CREATE INDEX IF NOT EXISTS events_of_user ON events (user_id) WHERE user_id IS NOT NULL;
`

const pragmas = `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
PRAGMA cache_size = -65536;`

export function databaseFile(folder: string): string {
  return join(folder, 'limit.db')
}

export function openDatabase(folder: string): DatabaseSync {
  const database = new DatabaseSync(databaseFile(folder))
  database.exec(pragmas)
  database.exec(schema)
  return database
}
