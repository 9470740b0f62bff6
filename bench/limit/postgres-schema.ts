/**
 * The tables of a sign-in with the columns, collations, fill factors and indexes that Postern gives them in PostgreSQL,
 * without its foreign keys. A test compares the two; the statements over them are in `postgres-rows.ts`.
 */
import type pg from 'pg'

const text = 'text COLLATE "C"'

const schema = `
CREATE TABLE IF NOT EXISTS users (
  tenant ${text} NOT NULL, id ${text} NOT NULL UNIQUE, email ${text} NOT NULL, status ${text} NOT NULL,
  factors ${text} NOT NULL, locale ${text}, created_at bigint NOT NULL, version integer NOT NULL,
  name text, data text,
  PRIMARY KEY (tenant, id)
);
CREATE INDEX IF NOT EXISTS users_by_name ON users (tenant, lower(name COLLATE "C"), id) WHERE name IS NOT NULL;

CREATE TABLE IF NOT EXISTS addresses (
  tenant ${text} NOT NULL, key ${text} NOT NULL, address ${text} NOT NULL, user_id ${text} NOT NULL,
  proved_at bigint NOT NULL, reserved_until bigint,
  PRIMARY KEY (tenant, key)
);
CREATE INDEX IF NOT EXISTS addresses_of_user ON addresses (tenant, user_id);

CREATE TABLE IF NOT EXISTS registrations (
  tenant ${text} NOT NULL, user_id ${text} NOT NULL, application ${text} NOT NULL, roles ${text} NOT NULL,
  created_at bigint NOT NULL, data text,
  PRIMARY KEY (tenant, user_id, application)
);
CREATE INDEX IF NOT EXISTS registrations_of_application ON registrations (tenant, application, user_id);

CREATE TABLE IF NOT EXISTS known_browsers (
  tenant ${text} NOT NULL, browser ${text} NOT NULL, user_id ${text} NOT NULL, hash ${text} NOT NULL,
  expires_at bigint NOT NULL, seen_at bigint NOT NULL,
  PRIMARY KEY (tenant, browser, user_id)
);
CREATE INDEX IF NOT EXISTS known_browsers_of_user ON known_browsers (tenant, user_id);

CREATE TABLE IF NOT EXISTS attempts (
  tenant ${text} NOT NULL, id ${text} NOT NULL, application ${text} NOT NULL, purpose ${text} NOT NULL,
  state ${text} NOT NULL, version integer NOT NULL, address ${text} NOT NULL, address_key ${text} NOT NULL,
  asker_kind ${text} NOT NULL, asker_id ${text} NOT NULL, asker_hash ${text} NOT NULL, asked text NOT NULL,
  destination text NOT NULL, locale ${text} NOT NULL, number ${text} NOT NULL, code_kind ${text} NOT NULL,
  code_length integer NOT NULL, tries integer NOT NULL, max_tries integer NOT NULL, approval_shut integer NOT NULL,
  sets text NOT NULL, superseded text NOT NULL, cancels text NOT NULL, created_at bigint NOT NULL,
  expires_at bigint NOT NULL, opens integer NOT NULL, finish text, about text,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 85);
CREATE INDEX IF NOT EXISTS attempts_of_asker ON attempts (tenant, asker_id) WHERE state IN ('open', 'approved');
CREATE INDEX IF NOT EXISTS attempts_of_address ON attempts (tenant, address_key, id);

CREATE TABLE IF NOT EXISTS sessions (
  tenant ${text} NOT NULL, id ${text} NOT NULL, application ${text} NOT NULL, user_id ${text} NOT NULL,
  hash ${text} NOT NULL, attempt ${text} NOT NULL, browser ${text}, methods ${text} NOT NULL, asked text NOT NULL,
  created_at bigint NOT NULL, seen_at bigint NOT NULL, idle_until bigint NOT NULL, expires_at bigint NOT NULL,
  proved_at bigint,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 85);
CREATE INDEX IF NOT EXISTS sessions_of_user ON sessions (tenant, user_id);

CREATE TABLE IF NOT EXISTS messages (
  tenant ${text} NOT NULL, id ${text} NOT NULL, channel ${text} NOT NULL, application ${text} NOT NULL,
  attempt ${text} NOT NULL, address ${text} NOT NULL, address_key ${text} NOT NULL, kind ${text} NOT NULL,
  locale ${text} NOT NULL, mark ${text}, asked_at bigint NOT NULL, program integer NOT NULL, asked text NOT NULL,
  sealed bytea, state ${text} NOT NULL, tries integer NOT NULL, next_at bigint NOT NULL, lease_owner ${text} NOT NULL,
  lease_until bigint NOT NULL, due_at bigint NOT NULL, deadline bigint NOT NULL, created_at bigint NOT NULL,
  reason ${text}, transport ${text}, reference ${text}, about text,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 85);
CREATE INDEX IF NOT EXISTS messages_due ON messages (channel, due_at, lease_owner) WHERE state = 'queued';
CREATE INDEX IF NOT EXISTS messages_of_attempt ON messages (tenant, attempt);
CREATE INDEX IF NOT EXISTS messages_held ON messages (deadline) WHERE state = 'held';
CREATE INDEX IF NOT EXISTS messages_due_of_webhook ON messages (address_key, due_at) WHERE state = 'queued' AND channel = 'webhook';
CREATE INDEX IF NOT EXISTS messages_of_webhook ON messages (tenant, address_key, id) WHERE channel = 'webhook';

CREATE TABLE IF NOT EXISTS events (
  tenant ${text} NOT NULL, sequence bigint NOT NULL, id ${text} NOT NULL, type ${text} NOT NULL,
  application ${text} NOT NULL, attempt ${text}, user_id ${text}, session ${text}, asked text, reason ${text},
  at bigint NOT NULL, actor text, about text,
  PRIMARY KEY (tenant, sequence)
);
CREATE INDEX IF NOT EXISTS events_of_attempt ON events (tenant, attempt) WHERE attempt IS NOT NULL;
CREATE INDEX IF NOT EXISTS events_of_user ON events (tenant, user_id) WHERE user_id IS NOT NULL;

CREATE SEQUENCE IF NOT EXISTS event_sequence;
`

export async function makeTables(pool: pg.Pool): Promise<void> {
  await pool.query(schema)
}
