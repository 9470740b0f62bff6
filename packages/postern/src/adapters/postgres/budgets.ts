/**
 * Budgets. A batch locks all budgets that it will touch before its first call, in the order of their keys, so that two
 * batches never wait for each other. Wide budgets lie in stripes: each connection adds to its own, and all are counted.
 */
import type { ArtifactDraft, Charge } from '../../ports/written.ts'
import type { Routine } from './routine.ts'

/** Budgets of which a batch that runs beside may see a few hits too few. */
const wideFrom = 1000
const stripes = 8

/** A charge as the routines below take it. */
export interface ChargeCall {
  readonly key: string
  readonly windows: readonly (readonly [length: number, max: number])[]
  readonly longest: number
  readonly proofFrom: number | null
  readonly grain: number
  readonly wide: boolean
}

export function chargeCalls(charges: readonly Charge[]): readonly ChargeCall[] {
  return charges.map(({ key, windows, proofFrom, grain }) => ({
    key,
    windows: windows.map(({ length, max }) => [length, max] as const),
    longest: Math.max(0, ...windows.map(({ length }) => length)),
    proofFrom: proofFrom ?? null,
    grain,
    wide: grain > 0 && windows.every(({ max }) => max >= wideFrom),
  }))
}

/** The fields of one charge, as `jsonb_to_recordset` takes them. */
const fields = 'key text, windows jsonb, longest bigint, "proofFrom" bigint, grain bigint, wide boolean'

/** The charges in the order they were given. */
const numbered = `ROWS FROM (jsonb_to_recordset(charges) AS (${fields}))
  WITH ORDINALITY AS x (key, windows, longest, "proofFrom", grain, wide, n)`

export const budgetRoutines: readonly Routine[] = [
  {
    // The rows that hold a budget: one, or all its stripes.
    name: 'rows_of',
    text: `(key text, wide boolean) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN wide THEN ARRAY(SELECT key || '#' || n FROM generate_series(0, ${stripes - 1}) n) ELSE ARRAY[key] END $$`,
  },
  {
    // The row that this connection adds to.
    name: 'row_of',
    text: `(key text, wide boolean) RETURNS text LANGUAGE sql STABLE AS $$
SELECT CASE WHEN wide THEN key || '#' || pg_backend_pid() % ${stripes} ELSE key END $$`,
  },
  {
    name: 'lock_budgets',
    text: `(calls jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE wanted record; tenants text[]; keys text[];
BEGIN
SELECT array_agg(w.tenant ORDER BY w.tenant, w.key), array_agg(w.key ORDER BY w.tenant, w.key) INTO tenants, keys FROM (
  SELECT DISTINCT c->>'tenant' COLLATE "C" AS tenant, {row_of}(x.key, x.wide) COLLATE "C" AS key
  FROM jsonb_array_elements(calls) c, jsonb_to_recordset(c->'charges') AS x (key text, wide boolean)) w;
IF tenants IS NULL THEN RETURN; END IF;
INSERT INTO postern_budgets (tenant, key, times, counts, expires_at)
SELECT w.tenant, w.key, '{}', '{}', 0 FROM unnest(tenants, keys) WITH ORDINALITY AS w (tenant, key, n) ORDER BY w.n
ON CONFLICT (tenant, key) DO NOTHING;
FOR wanted IN SELECT w.tenant, w.key FROM unnest(tenants, keys) WITH ORDINALITY AS w (tenant, key, n) ORDER BY w.n LOOP
  PERFORM 1 FROM postern_budgets b WHERE b.tenant = wanted.tenant AND b.key = wanted.key FOR UPDATE;
  IF NOT FOUND THEN
    -- Who makes it now may already wait for one that is held here.
    RAISE EXCEPTION 'A budget was swept away between two looks' USING ERRCODE = 'serialization_failure';
  END IF;
END LOOP;
END $$`,
  },
  {
    // From when on fewer than \`most\` hits are within the window. Entries come oldest first.
    name: 'free_from',
    text: `(times bigint[], counts integer[], length bigint, most bigint, moment bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE hits bigint := 0;
BEGIN
IF most < 1 THEN RETURN moment + length; END IF;
FOR at IN REVERSE coalesce(array_length(times, 1), 0) .. 1 LOOP
  EXIT WHEN times[at] <= moment - length;
  hits := hits + counts[at];
  IF hits >= most THEN RETURN times[at] + length; END IF;
END LOOP;
RETURN moment;
END $$`,
  },
  {
    name: 'hits_within',
    text: `(of_tenant text, keys text[], since bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
RETURN (SELECT greatest(coalesce(sum(h.hits), 0), 0)::bigint
  FROM postern_budgets b, unnest(b.times, b.counts) AS h (at, hits)
  WHERE b.tenant = of_tenant AND b.key = ANY (keys) AND h.at > since);
END $$`,
  },
  {
    // Why the charges cannot be made, NULL when they can. Changes nothing.
    name: 'limit',
    text: `(of_tenant text, moment bigint, charges jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE ch record; span jsonb; times bigint[]; counts integer[]; free bigint; refused text; retry_at bigint := moment;
BEGIN
FOR ch IN SELECT * FROM jsonb_to_recordset(charges) AS x (${fields}) LOOP
  -- What was given back comes before the hits of its time, seen from the newest.
  SELECT array_agg(h.at ORDER BY h.at, h.hits DESC), array_agg(h.hits ORDER BY h.at, h.hits DESC) INTO times, counts
  FROM postern_budgets b, unnest(b.times, b.counts) AS h (at, hits)
  WHERE b.tenant = of_tenant AND b.key = ANY ({rows_of}(ch.key, ch.wide));
  FOR span IN SELECT * FROM jsonb_array_elements(ch.windows) LOOP
    free := {free_from}(times, counts, (span->>0)::bigint, (span->>1)::bigint, moment);
    IF free > moment THEN
      refused := coalesce(refused, ch.key);
      retry_at := greatest(retry_at, free);
    END IF;
  END LOOP;
END LOOP;
RETURN CASE WHEN refused IS NOT NULL
  THEN jsonb_build_object('kind', 'limited', 'key', refused, 'retryAt', retry_at) END;
END $$`,
  },
  {
    // The same with proof of work. A proof that is accepted is written down, and never accepted again.
    name: 'refusal',
    text: `(of_tenant text, moment bigint, charges jsonb, proof jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE refusal jsonb; wanting text; free bigint;
BEGIN
IF charges = '[]' AND proof IS NULL THEN RETURN NULL; END IF;
refusal := {limit}(of_tenant, moment, charges);
IF refusal IS NOT NULL THEN RETURN refusal; END IF;
SELECT x.key INTO wanting FROM ${numbered}
WHERE x."proofFrom" IS NOT NULL
AND {hits_within}(of_tenant, {rows_of}(x.key, x.wide), moment - x.longest) >= x."proofFrom" ORDER BY x.n LIMIT 1;
IF proof IS NULL AND wanting IS NULL THEN RETURN NULL; END IF;
IF proof IS NOT NULL AND {put_artifact}(of_tenant, moment, proof) THEN RETURN NULL; END IF;
SELECT coalesce(wanting, (array_agg(x.key ORDER BY x.n))[1], ''), max({free_from}(f.times, f.counts, x.longest, x."proofFrom", moment))
INTO wanting, free FROM ${numbered}, LATERAL (
  SELECT array_agg(h.at ORDER BY h.at, h.hits DESC) AS times, array_agg(h.hits ORDER BY h.at, h.hits DESC) AS counts
  FROM postern_budgets b, unnest(b.times, b.counts) AS h (at, hits)
  WHERE b.tenant = of_tenant AND b.key = ANY ({rows_of}(x.key, x.wide))) f
WHERE x."proofFrom" IS NOT NULL;
RETURN jsonb_build_object('kind', 'proof-needed', 'key', wanting, 'retryAt', coalesce(free, moment));
END $$`,
  },
  {
    name: 'charge',
    text: `(of_tenant text, moment bigint, charges jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ch record; fresh_times bigint[]; fresh_counts integer[]; entry bigint; over integer; newest integer;
BEGIN
FOR ch IN SELECT * FROM jsonb_to_recordset(charges) AS x (${fields}) LOOP
  SELECT b.times, b.counts INTO fresh_times, fresh_counts FROM postern_budgets b
  WHERE b.tenant = of_tenant AND b.key = {row_of}(ch.key, ch.wide);
  SELECT count(*) INTO over FROM unnest(fresh_times) AS h (at) WHERE h.at <= moment - ch.longest;
  fresh_times := fresh_times[over + 1 :];
  fresh_counts := fresh_counts[over + 1 :];
  entry := CASE WHEN ch.grain > 0 THEN moment - moment % ch.grain ELSE moment END;
  newest := coalesce(array_length(fresh_times, 1), 0);
  -- A clock that is a little behind counts with the newest entry: the list stays sorted and nothing is lost.
  IF newest > 0 AND fresh_times[newest] >= entry THEN
    fresh_counts[newest] := fresh_counts[newest] + 1;
  ELSE
    fresh_times := fresh_times || entry;
    fresh_counts := fresh_counts || 1;
  END IF;
  UPDATE postern_budgets b SET times = fresh_times, counts = fresh_counts,
    expires_at = greatest(b.expires_at, moment + ch.longest)
  WHERE b.tenant = of_tenant AND b.key = {row_of}(ch.key, ch.wide);
END LOOP;
END $$`,
  },
  {
    // Takes the newest hit of each back. Where it lies in somebody else's stripe, this connection's own one counts it
    // as one less at that time: a stripe of another is never waited for, so nobody is locked out.
    name: 'give_back',
    text: `(of_tenant text, charges jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE spent record; newest bigint; hits bigint;
BEGIN
FOR spent IN SELECT x.key, x.wide, x.longest FROM jsonb_to_recordset(charges) AS x (${fields}) LOOP
  SELECT max(b.times[cardinality(b.times)]), sum((SELECT sum(n) FROM unnest(b.counts) n)) INTO newest, hits
  FROM postern_budgets b WHERE b.tenant = of_tenant AND b.key = ANY ({rows_of}(spent.key, spent.wide));
  CONTINUE WHEN coalesce(hits, 0) < 1;
  UPDATE postern_budgets b SET
    times = CASE WHEN b.times[cardinality(b.times)] = newest THEN b.times ELSE b.times || newest END,
    counts = CASE WHEN b.times[cardinality(b.times)] = newest
      THEN b.counts[: cardinality(b.counts) - 1] || b.counts[cardinality(b.counts)] - 1 ELSE b.counts || -1 END,
    expires_at = greatest(b.expires_at, newest + spent.longest)
  WHERE b.tenant = of_tenant AND b.key = {row_of}(spent.key, spent.wide);
  -- An entry without hits is none.
  UPDATE postern_budgets b SET times = b.times[: cardinality(b.times) - 1], counts = b.counts[: cardinality(b.counts) - 1]
  WHERE b.tenant = of_tenant AND b.key = {row_of}(spent.key, spent.wide) AND b.counts[cardinality(b.counts)] = 0;
END LOOP;
END $$`,
  },
]

/** A proof as `put_artifact` takes it. */
export function artifactCall(artifact: ArtifactDraft | undefined): object | null {
  if (!artifact) return null
  const { kind, id, json, group, expiresAt } = artifact
  return { kind, id, json, group: group ?? null, expiresAt }
}
