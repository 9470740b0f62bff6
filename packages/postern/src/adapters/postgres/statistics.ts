/**
 * What the planner knows of tables before there is anything in them. Without it, it takes the rows of a tenant for as few
 * as those of a whole key, chooses any index that begins with the tenant, and keeps that plan until the first ANALYZE of
 * its own, while each look-up reads all there is. So new tables are filled with rows of one tenant, analysed and emptied:
 * statistics outlive the rows (https://www.postgresql.org/docs/current/catalog-pg-statistic.html). A restore and most
 * upgrades of PostgreSQL bring rows without statistics: those tables are analysed before the first call.
 */

const ours = `c.relkind = 'r' AND starts_with(c.relname, 'postern_')
    AND c.relname NOT IN ('postern_meta', 'postern_migrations')`

/** The tables that there are, as one list. */
export const findTables: string = `SELECT coalesce(json_agg(c.oid::bigint), '[]') FROM pg_class c WHERE ${ours}`

/**
 * To be run at the end of the transaction that made tables. `known` are those that were there before it: they are left
 * alone, as is a new one that the transaction has filled itself.
 */
export function teachPlanner(known: readonly number[]): string {
  const madeHere = `${ours} AND c.oid <> ALL (ARRAY[${known.map(Number).join(', ')}]::bigint[])`
  return `DO $$
DECLARE made record; filled boolean;
BEGIN
FOR made IN
  SELECT c.oid::regclass AS name, string_agg(quote_ident(a.attname), ', ') AS columns, string_agg(CASE
    WHEN a.attname = 'tenant' THEN quote_literal('')
    -- What most rows say, and the rows that the partial indexes hold.
    WHEN a.attname = 'status' THEN quote_literal('active')
    WHEN a.attname = 'state' THEN quote_literal(CASE c.relname WHEN 'postern_messages' THEN 'queued' ELSE 'open' END)
    WHEN a.atttypid = 'text'::regtype THEN 'n::text'
    WHEN a.atttypid IN ('integer'::regtype, 'bigint'::regtype) THEN 'n'
    WHEN a.atttypid = 'bytea'::regtype THEN 'NULL'
    ELSE quote_literal('{}') END, ', ') AS fillings
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE ${madeHere}
  GROUP BY c.oid, c.relname
LOOP
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', made.name) INTO filled;
  CONTINUE WHEN filled;
  EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM generate_series(1, 300) n', made.name, made.columns, made.fillings);
  EXECUTE format('ANALYZE %s', made.name);
  -- Within a block of its own the table counts as one that was there, and its size becomes unknown instead of nothing.
  BEGIN
    EXECUTE format('TRUNCATE %s', made.name);
  EXCEPTION WHEN assert_failure THEN RAISE;
  END;
END LOOP;
END $$`
}

/** The tables of which the planner knows nothing, as one list of their names; none on a standby, which learns from its primary. */
export const findUnknown: string = `SELECT coalesce(json_agg(c.oid::regclass::text), '[]') FROM pg_class c
WHERE ${ours} AND c.reltuples < 0 AND NOT pg_is_in_recovery() AND NOT EXISTS (
  SELECT 1 FROM pg_stats s WHERE s.schemaname = c.relnamespace::regnamespace::text AND s.tablename = c.relname)`

/** One that another node is at is left to it. */
export const analyse = (table: string): string => `ANALYZE (SKIP_LOCKED) ${table}`
