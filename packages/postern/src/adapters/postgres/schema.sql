-- What the statements touch. Names and columns are those of the SQLite schema; bytes are bytea, lists are jsonb.
CREATE TABLE postern_users (
  tenant text NOT NULL, id text NOT NULL UNIQUE, email text NOT NULL, status text NOT NULL, factors text NOT NULL,
  locale text, created_at bigint NOT NULL, version integer NOT NULL, PRIMARY KEY (tenant, id));
CREATE TABLE postern_addresses (
  tenant text NOT NULL, key text NOT NULL, address text NOT NULL, user_id text NOT NULL, proved_at bigint NOT NULL,
  PRIMARY KEY (tenant, key));
CREATE TABLE postern_registrations (
  tenant text NOT NULL, user_id text NOT NULL, application text NOT NULL, roles text NOT NULL, created_at bigint NOT NULL,
  PRIMARY KEY (tenant, user_id, application));
CREATE TABLE postern_known_browsers (
  tenant text NOT NULL, browser text NOT NULL, user_id text NOT NULL, hash bytea NOT NULL, expires_at bigint NOT NULL,
  seen_at bigint NOT NULL, PRIMARY KEY (tenant, browser, user_id));
CREATE TABLE postern_attempts (
  tenant text NOT NULL, id text NOT NULL, application text NOT NULL, purpose text NOT NULL, state text NOT NULL,
  version integer NOT NULL, address text NOT NULL, address_key text NOT NULL, asker_kind text NOT NULL,
  asker_id text NOT NULL, asker_hash bytea NOT NULL, asked jsonb NOT NULL, destination jsonb NOT NULL,
  locale text NOT NULL, number text NOT NULL, code_kind text NOT NULL, code_length integer NOT NULL,
  tries integer NOT NULL, max_tries integer NOT NULL, approval_shut boolean NOT NULL, sets jsonb NOT NULL,
  superseded jsonb NOT NULL, cancels jsonb NOT NULL, created_at bigint NOT NULL, expires_at bigint NOT NULL,
  opens integer NOT NULL, finish jsonb, PRIMARY KEY (tenant, id));
CREATE INDEX postern_attempts_of_asker ON postern_attempts (tenant, asker_id) WHERE state IN ('open', 'approved');
CREATE TABLE postern_sessions (
  tenant text NOT NULL, id text NOT NULL, application text NOT NULL, user_id text NOT NULL, hash bytea NOT NULL,
  attempt text NOT NULL, browser text, methods jsonb NOT NULL, asked jsonb NOT NULL, created_at bigint NOT NULL,
  seen_at bigint NOT NULL, idle_until bigint NOT NULL, expires_at bigint NOT NULL, PRIMARY KEY (tenant, id));
CREATE TABLE postern_messages (
  tenant text NOT NULL, id text NOT NULL, draft jsonb NOT NULL, sealed bytea, state text NOT NULL,
  tries integer NOT NULL, due_at bigint NOT NULL, created_at bigint NOT NULL, PRIMARY KEY (tenant, id));
CREATE TABLE postern_events (
  tenant text NOT NULL, id text NOT NULL, draft jsonb NOT NULL, at bigint NOT NULL, PRIMARY KEY (tenant, id));
CREATE TABLE postern_artifacts (
  tenant text NOT NULL, kind text NOT NULL, id text NOT NULL, json text NOT NULL, group_id text, consumed_at bigint,
  expires_at bigint NOT NULL, PRIMARY KEY (tenant, kind, id));
CREATE TABLE postern_budgets (
  tenant text NOT NULL, key text NOT NULL, times bigint[] NOT NULL, expires_at bigint NOT NULL, PRIMARY KEY (tenant, key));
