/**
 * The same tables in PostgreSQL. Text that is compared or sorted is in the "C" collation, so that ids sort by time here as
 * in SQLite. Every index begins with the tenant but the one of due messages, which belongs to a chore of the whole
 * installation. No foreign keys: checking one writes to the row it points to, which would double what a sign-in writes to
 * the log. Reads join the user, and what removes one removes what is hers. Budgets keep times and counts as arrays; events are numbered by a sequence that never goes back.
 */
export const signInInPostgres: string = `
CREATE TABLE postern_meta (
  key text COLLATE "C" PRIMARY KEY,
  value bigint NOT NULL
);

CREATE TABLE postern_users (
  tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL UNIQUE,
  email text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  factors text COLLATE "C" NOT NULL,
  locale text COLLATE "C",
  created_at bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE postern_addresses (
  tenant text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  address text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  proved_at bigint NOT NULL,
  PRIMARY KEY (tenant, key)
);

CREATE TABLE postern_registrations (
  tenant text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  application text COLLATE "C" NOT NULL,
  roles text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  PRIMARY KEY (tenant, user_id, application)
);

CREATE TABLE postern_known_browsers (
  tenant text COLLATE "C" NOT NULL,
  browser text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  expires_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  PRIMARY KEY (tenant, browser, user_id)
);

CREATE TABLE postern_attempts (
  tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  application text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  address text COLLATE "C" NOT NULL,
  address_key text COLLATE "C" NOT NULL,
  asker_kind text COLLATE "C" NOT NULL,
  asker_id text COLLATE "C" NOT NULL,
  asker_hash text COLLATE "C" NOT NULL,
  asked text NOT NULL,
  destination text NOT NULL,
  locale text COLLATE "C" NOT NULL,
  number text COLLATE "C" NOT NULL,
  code_kind text COLLATE "C" NOT NULL,
  code_length integer NOT NULL,
  tries integer NOT NULL,
  max_tries integer NOT NULL,
  approval_shut integer NOT NULL,
  sets text NOT NULL,
  superseded text NOT NULL,
  cancels text NOT NULL,
  created_at bigint NOT NULL,
  expires_at bigint NOT NULL,
  opens integer NOT NULL,
  finish text,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 85);

CREATE INDEX postern_attempts_of_asker ON postern_attempts (tenant, asker_id) WHERE state IN ('open', 'approved');

CREATE TABLE postern_sessions (
  tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  application text COLLATE "C" NOT NULL,
  user_id text COLLATE "C" NOT NULL,
  hash text COLLATE "C" NOT NULL,
  attempt text COLLATE "C" NOT NULL,
  browser text COLLATE "C",
  methods text COLLATE "C" NOT NULL,
  asked text NOT NULL,
  created_at bigint NOT NULL,
  seen_at bigint NOT NULL,
  idle_until bigint NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 85);

CREATE INDEX postern_sessions_of_user ON postern_sessions (tenant, user_id);

CREATE TABLE postern_messages (
  tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  channel text COLLATE "C" NOT NULL,
  application text COLLATE "C" NOT NULL,
  attempt text COLLATE "C" NOT NULL,
  address text COLLATE "C" NOT NULL,
  address_key text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  locale text COLLATE "C" NOT NULL,
  mark text COLLATE "C",
  asked_at bigint NOT NULL,
  program integer NOT NULL,
  asked text NOT NULL,
  sealed bytea,
  state text COLLATE "C" NOT NULL,
  tries integer NOT NULL,
  next_at bigint NOT NULL,
  lease_owner text COLLATE "C" NOT NULL,
  lease_until bigint NOT NULL,
  due_at bigint NOT NULL,
  deadline bigint NOT NULL,
  created_at bigint NOT NULL,
  reason text COLLATE "C",
  transport text COLLATE "C",
  reference text COLLATE "C",
  PRIMARY KEY (tenant, id)
) WITH (fillfactor = 85);

CREATE INDEX postern_messages_due ON postern_messages (due_at) WHERE state = 'queued';
CREATE INDEX postern_messages_of_attempt ON postern_messages (tenant, attempt);

CREATE TABLE postern_events (
  tenant text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  application text COLLATE "C" NOT NULL,
  attempt text COLLATE "C",
  user_id text COLLATE "C",
  session text COLLATE "C",
  asked text,
  reason text COLLATE "C",
  at bigint NOT NULL,
  PRIMARY KEY (tenant, sequence)
);

CREATE INDEX postern_events_of_attempt ON postern_events (tenant, attempt) WHERE attempt IS NOT NULL;

CREATE SEQUENCE postern_event_sequence;

SELECT setval('postern_event_sequence', floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint);

CREATE TABLE postern_seals (
  tenant text COLLATE "C" NOT NULL,
  last bigint NOT NULL,
  first bigint NOT NULL,
  count integer NOT NULL,
  link text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant, last)
);

CREATE TABLE postern_documents (
  tenant text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  json text NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (tenant, kind, id)
);

CREATE TABLE postern_document_history (
  tenant text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  json text NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (tenant, kind, id, version)
);

CREATE TABLE postern_artifacts (
  tenant text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  json text NOT NULL,
  group_id text COLLATE "C",
  consumed_at bigint,
  expires_at bigint NOT NULL,
  PRIMARY KEY (tenant, kind, id)
);

CREATE INDEX postern_artifacts_of_group ON postern_artifacts (tenant, group_id) WHERE group_id IS NOT NULL;

CREATE TABLE postern_budgets (
  tenant text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  times bigint[] NOT NULL,
  counts integer[] NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (tenant, key)
) WITH (fillfactor = 85);

CREATE TABLE postern_suppressions (
  tenant text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  struck_at bigint NOT NULL,
  suppressed_until bigint,
  expires_at bigint NOT NULL,
  PRIMARY KEY (tenant, key)
);
`
