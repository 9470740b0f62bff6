-- Spends the attempt exactly once. Every later step feeds on the row that `spent` returns: without it nothing happens.
WITH i AS (SELECT $1::jsonb AS j),
input AS (
  SELECT j, j->>'tenant' AS tenant, (j->>'now')::bigint AS now, j->'effect' AS effect, j->'effect'->'session' AS session,
    j->'effect'->>'user' AS user_id, j->'effect' ? 'newUser' AS is_new FROM i),
-- The user row is locked, so that a ban and a sign-in never pass each other.
subject AS (
  SELECT u.id, u.version FROM input, postern_attempts a
  JOIN postern_addresses d ON d.tenant = a.tenant AND d.key = a.address_key
  JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id
  WHERE a.tenant = input.tenant AND a.id = input.j->>'id' FOR SHARE OF u),
expected AS (
  SELECT 1 FROM input WHERE CASE WHEN is_new THEN NOT EXISTS (SELECT 1 FROM subject)
    ELSE EXISTS (SELECT 1 FROM subject WHERE id = input.user_id AND version = (input.j->>'userVersion')::integer) END),
spent AS (
  UPDATE postern_attempts a SET state = 'completed', version = a.version + 1, finish = (effect->'finish')
    || jsonb_build_object('at', now, 'session', session->>'id', 'user', user_id, 'browser', effect->'browser'->>'id')
  FROM input, expected
  WHERE a.tenant = input.tenant AND a.id = input.j->>'id' AND a.version = (input.j->>'version')::integer
    AND a.state IN ('open', 'approved') AND a.expires_at > input.now
  RETURNING a.address, a.address_key, a.application),
-- Two first proofs of one address meet here: the second one's unique violation ends its whole statement.
new_address AS (
  INSERT INTO postern_addresses SELECT tenant, address_key, address, user_id, now FROM input, spent WHERE is_new RETURNING 1),
new_user AS (
  INSERT INTO postern_users SELECT tenant, user_id, address, 'active', '', effect->'newUser'->>'locale', now, 1
  FROM input, spent WHERE is_new RETURNING 1),
registered AS (
  INSERT INTO postern_registrations SELECT tenant, user_id, session->>'application', '', now
  FROM input, spent WHERE (effect->>'register')::boolean ON CONFLICT DO NOTHING),
replaced AS (
  DELETE FROM postern_sessions s USING input, spent WHERE s.tenant = input.tenant AND s.id = effect->>'replaces'),
made AS (
  INSERT INTO postern_sessions SELECT tenant, session->>'id', session->>'application', user_id,
    decode(session->>'hash', 'base64'), j->>'id', effect->'browser'->>'id', session->'methods', session->'asked', now, now,
    (session->>'idleUntil')::bigint, (session->>'expiresAt')::bigint FROM input, spent RETURNING 1),
known AS (
  INSERT INTO postern_known_browsers SELECT tenant, effect->'browser'->>'id', user_id,
    decode(effect->'browser'->>'hash', 'base64'), (effect->'browser'->>'until')::bigint, now FROM input, spent
  ON CONFLICT (tenant, browser, user_id) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at, seen_at = excluded.seen_at),
rebound AS (
  UPDATE postern_attempts a SET version = a.version + 1,
    state = CASE WHEN a.application = spent.application AND a.address_key = spent.address_key THEN 'cancelled' ELSE a.state END,
    asker_id = CASE WHEN a.application = spent.application AND a.address_key = spent.address_key THEN a.asker_id ELSE effect->'rebind'->>'to' END,
    asker_hash = CASE WHEN a.application = spent.application AND a.address_key = spent.address_key THEN a.asker_hash
      ELSE decode(effect->'rebind'->>'toHash', 'base64') END
  FROM input, spent WHERE effect ? 'rebind' AND a.tenant = input.tenant AND a.id <> input.j->>'id'
    AND a.asker_id = effect->'rebind'->>'from' AND a.state IN ('open', 'approved')
    AND a.asker_hash = decode(effect->'rebind'->>'fromHash', 'base64')),
given_back AS (SELECT postern_give_back(tenant, effect->'giveBack') FROM input, spent),
artifact AS (
  INSERT INTO postern_artifacts SELECT tenant, effect->'artifact'->>'kind', effect->'artifact'->>'id',
    effect->'artifact'->>'json', effect->'artifact'->>'group', NULL, (effect->'artifact'->>'expiresAt')::bigint
  FROM input, spent WHERE effect ? 'artifact'),
also AS (SELECT postern_also(tenant, now, j->'also') FROM input, spent)
SELECT CASE WHEN EXISTS (SELECT 1 FROM spent) THEN 'done' ELSE 'changed' END AS outcome,
  (SELECT count(*) FROM given_back) + (SELECT count(*) FROM also) AS acts
