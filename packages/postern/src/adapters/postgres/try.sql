-- Runs the three statements against a fresh database and raises where an answer is not the promised one.
\set QUIET on
\pset tuples_only on
\i schema.sql
SET check_function_bodies = off;
\i budgets.sql
\set issue `cat attempts/issue.sql`
\set try `cat attempts/take-try.sql`
\set redeem `cat attempts/redeem.sql`
CREATE FUNCTION must(what text, got text, want text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF got IS DISTINCT FROM want THEN RAISE EXCEPTION '%: got %, want %', what, got, want; END IF;
  RETURN 'ok  ' || what;
END $$;
CREATE FUNCTION an_issue(id text, at bigint) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('tenant', 'default', 'now', at, 'charges', '[{"key": "mail/address/ada", "windows": [{"length": 900000, "max": 3}], "grain": 0}]'::jsonb,
    'attempt', jsonb_build_object('id', id, 'application', 'default', 'purpose', 'sign-in', 'address', '{"address": "Ada@example.com", "key": "ada@example.com"}'::jsonb,
      'asker', '{"kind": "browser", "id": "b1", "hash": "aGFzaA=="}'::jsonb, 'asked', '{}'::jsonb, 'destination', '{"kind": "api"}'::jsonb, 'locale', 'en',
      'number', '27', 'code', '{"kind": "digits", "length": 6}'::jsonb, 'maxTries', 5, 'set', jsonb_build_object('mark', 'K7QM', 'until', at + 1200000)),
    'also', jsonb_build_object('events', jsonb_build_array(jsonb_build_object('id', 'e' || id)), 'messages', jsonb_build_array(jsonb_build_object('id', 'm' || id, 'state', 'queued', 'sealed', 'c2VhbGVk', 'lease', jsonb_build_object('until', at + 60000)))));
$$;
CREATE FUNCTION a_redeem(id text, session text, at bigint, is_new boolean) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('tenant', 'default', 'now', at, 'id', id, 'version', 1, 'userVersion', CASE WHEN is_new THEN NULL ELSE 1 END,
    'effect', jsonb_build_object('user', 'u1', 'register', true, 'session', jsonb_build_object('id', session, 'application', 'default', 'hash', 'aGFzaA==', 'methods', '[]'::jsonb, 'asked', '{}'::jsonb, 'idleUntil', at + 1, 'expiresAt', at + 2),
      'browser', jsonb_build_object('id', 'k1', 'hash', 'aGFzaA==', 'until', at + 9), 'finish', '{"by": "asker", "asked": {}}'::jsonb, 'giveBack', '[]'::jsonb) || CASE WHEN is_new THEN '{"newUser": {"id": "u1", "locale": "en"}}'::jsonb ELSE '{}'::jsonb END,
    'also', jsonb_build_object('events', jsonb_build_array(jsonb_build_object('id', 'r' || session)), 'messages', '[]'::jsonb));
$$;
PREPARE issue AS :issue;
PREPARE take_try AS :try;
PREPARE redeem AS :redeem;
\o /dev/null
SELECT an_issue('a1', 1000)::text AS i1, an_issue('a2', 2000)::text AS i2, an_issue('a3', 3000)::text AS i3, an_issue('a4', 4000)::text AS i4 \gset
\o
EXECUTE issue(:'i1');
EXECUTE issue(:'i2');
EXECUTE issue(:'i3');
EXECUTE issue(:'i4');
SELECT must('the fourth of three is refused and changes nothing', (SELECT count(*)::text FROM postern_attempts), '3');
SELECT must('a new request ends the asker''s older ones', (SELECT string_agg(state, ',' ORDER BY id) FROM postern_attempts), 'cancelled,cancelled,open');
SELECT must('each issued attempt has its event and its message', (SELECT (SELECT count(*) FROM postern_events) || '/' || (SELECT count(*) FROM postern_messages)), '3/3');
SELECT '{"tenant": "default", "now": 5000, "id": "a3", "charges": [{"key": "tries/address/ada", "windows": [{"length": 86400000, "max": 20}], "grain": 0}]}' AS t \gset
EXECUTE take_try(:'t');
EXECUTE take_try(:'t');
EXECUTE take_try(:'t');
EXECUTE take_try(:'t');
EXECUTE take_try(:'t');
EXECUTE take_try(:'t');
SELECT must('five tries and no more', (SELECT tries::text FROM postern_attempts WHERE id = 'a3'), '5');
SELECT must('the sixth is not charged', (SELECT cardinality(times)::text FROM postern_budgets WHERE key LIKE 'tries/%'), '5');
SELECT a_redeem('a3', 's1', 6000, true)::text AS r1, a_redeem('a3', 's2', 6001, false)::text AS r2 \gset
EXECUTE redeem(:'r1');
EXECUTE redeem(:'r2');
SELECT must('one redemption makes one session', (SELECT string_agg(id, ',') FROM postern_sessions), 's1');
SELECT must('one user, one address, one registration, one known browser', (SELECT (SELECT count(*) FROM postern_users) || '' || (SELECT count(*) FROM postern_addresses) || (SELECT count(*) FROM postern_registrations) || (SELECT count(*) FROM postern_known_browsers)), '1111');
SELECT must('the loser wrote no event', (SELECT count(*)::text FROM postern_events), '4');
