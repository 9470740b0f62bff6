-- Charges all budgets of a command, or none: NULL when charged, else the refusal. Rows are locked in the order of keys.
CREATE FUNCTION postern_charge(of_tenant text, moment bigint, charges jsonb, proved boolean) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  charge record; span record; hits bigint[]; free_at bigint; retry_at bigint := moment; refused text; wanting text;
  longest bigint; grain bigint;
BEGIN
  FOR charge IN SELECT c, c->>'key' AS key FROM jsonb_array_elements(charges) c ORDER BY c->>'key' LOOP
    INSERT INTO postern_budgets VALUES (of_tenant, charge.key, '{}', moment) ON CONFLICT (tenant, key) DO NOTHING;
    SELECT times INTO hits FROM postern_budgets WHERE tenant = of_tenant AND key = charge.key FOR UPDATE;
    longest := 0;
    FOR span IN SELECT (w->>'length')::bigint AS length, (w->>'max')::bigint AS most FROM jsonb_array_elements(charge.c->'windows') w LOOP
      longest := greatest(longest, span.length);
      SELECT t + span.length INTO free_at FROM unnest(hits) t WHERE t > moment - span.length
        ORDER BY t DESC OFFSET span.most - 1 LIMIT 1;
      IF free_at IS NOT NULL THEN
        refused := coalesce(refused, charge.key);
        retry_at := greatest(retry_at, free_at);
      END IF;
    END LOOP;
    IF NOT proved AND charge.c ? 'proofFrom'
      AND (SELECT count(*) FROM unnest(hits) t WHERE t > moment - longest) >= (charge.c->>'proofFrom')::bigint THEN
      wanting := coalesce(wanting, charge.key);
    END IF;
  END LOOP;
  IF refused IS NOT NULL THEN
    RETURN jsonb_build_object('kind', 'limited', 'key', refused, 'retryAt', retry_at);
  END IF;
  IF wanting IS NOT NULL THEN
    RETURN jsonb_build_object('kind', 'proof-needed', 'key', wanting);
  END IF;
  FOR charge IN SELECT c, c->>'key' AS key FROM jsonb_array_elements(charges) c ORDER BY c->>'key' LOOP
    SELECT max((w->>'length')::bigint) INTO longest FROM jsonb_array_elements(charge.c->'windows') w;
    grain := greatest((charge.c->>'grain')::bigint, 1);
    UPDATE postern_budgets SET expires_at = moment + longest,
      times = (SELECT coalesce(array_agg(t ORDER BY t), '{}') FROM unnest(times) t WHERE t > moment - longest) || (moment - moment % grain)
      WHERE tenant = of_tenant AND key = charge.key;
  END LOOP;
  RETURN NULL;
END $$;

-- The events and messages of an act, in its transaction.
CREATE FUNCTION postern_also(of_tenant text, moment bigint, also jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO postern_events SELECT of_tenant, e->>'id', e, moment FROM jsonb_array_elements(also->'events') e;
  INSERT INTO postern_messages
    SELECT of_tenant, m->>'id', m - 'sealed', decode(m->>'sealed', 'base64'), m->>'state', 0, (m->'lease'->>'until')::bigint, moment
    FROM jsonb_array_elements(also->'messages') m;
$$;

CREATE FUNCTION postern_issue(i jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  a jsonb := i->'attempt'; moment bigint := (i->>'now')::bigint; refusal jsonb;
BEGIN
  refusal := postern_charge(i->>'tenant', moment, i->'charges', i ? 'proof');
  IF refusal IS NOT NULL THEN RETURN refusal; END IF;
  IF i ? 'proof' THEN
    INSERT INTO postern_artifacts VALUES (i->>'tenant', 'proof', i->'proof'->>'id', '{}', NULL, NULL, (i->'proof'->>'expiresAt')::bigint)
      ON CONFLICT DO NOTHING;
    -- Raising rolls the charges back with everything else.
    IF NOT FOUND THEN RAISE EXCEPTION 'proof-needed' USING ERRCODE = 'PT001'; END IF;
  END IF;
  UPDATE postern_attempts SET state = 'cancelled', version = version + 1
    WHERE tenant = i->>'tenant' AND asker_id = a->'asker'->>'id' AND state IN ('open', 'approved')
      AND asker_hash = decode(a->'asker'->>'hash', 'base64') AND application = a->>'application'
      AND address_key = a->'address'->>'key';
  INSERT INTO postern_attempts VALUES (i->>'tenant', a->>'id', a->>'application', a->>'purpose', 'open', 1,
    a->'address'->>'address', a->'address'->>'key', a->'asker'->>'kind', a->'asker'->>'id',
    decode(a->'asker'->>'hash', 'base64'), a->'asked', a->'destination', a->>'locale', a->>'number', a->'code'->>'kind',
    (a->'code'->>'length')::integer, 0, (a->>'maxTries')::integer, false, jsonb_build_array(a->'set'), '[]', '[]', moment,
    (a->'set'->>'until')::bigint, 0);
  PERFORM postern_also(i->>'tenant', moment, i->'also');
  RETURN '{"kind": "issued"}';
END $$;

CREATE FUNCTION postern_take_try(i jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  moment bigint := (i->>'now')::bigint; taken record;
BEGIN
  IF postern_charge(i->>'tenant', moment, i->'charges', true) IS NOT NULL THEN RETURN '{"kind": "exhausted"}'; END IF;
  UPDATE postern_attempts SET tries = tries + 1
    WHERE tenant = i->>'tenant' AND id = i->>'id' AND state IN ('open', 'approved') AND expires_at > moment AND tries < max_tries
    RETURNING max_tries - tries AS tries_left, version INTO taken;
  IF NOT FOUND THEN
    -- Nothing was taken, so nothing is charged.
    PERFORM postern_give_back(i->>'tenant', i->'charges');
    RETURN '{"kind": "exhausted"}';
  END IF;
  RETURN jsonb_build_object('kind', 'taken', 'triesLeft', taken.tries_left, 'version', taken.version);
END $$;

CREATE FUNCTION postern_give_back(of_tenant text, charges jsonb) RETURNS void LANGUAGE sql AS $$
  UPDATE postern_budgets b SET times = b.times[1:cardinality(b.times) - 1]
  FROM (SELECT c->>'key' AS key FROM jsonb_array_elements(charges) c ORDER BY 1) spent
  WHERE b.tenant = of_tenant AND b.key = spent.key;
$$;
