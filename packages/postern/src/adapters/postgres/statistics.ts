/**
 * What the planner knows of tables before there is anything in them. Without it, it takes the rows of a tenant for as few
 * as those of a whole key, chooses any index that begins with the tenant, and keeps that plan until the first ANALYZE of
 * its own, while each look-up reads all there is. So new tables are filled with rows of one tenant, analysed and emptied:
 * statistics outlive the rows (https://www.postgresql.org/docs/current/catalog-pg-statistic.html).
 */

/** Never anybody else's: only what this very transaction has made. */
const madeHere = `c.relkind = 'r' AND starts_with(c.relname, 'postern_')
    AND c.relname NOT IN ('postern_meta', 'postern_migrations')
    AND c.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296`

/** To be run at the end of the transaction that makes tables. */
export const teachPlanner: string = `DO $$
DECLARE made record;
BEGIN
FOR made IN
  SELECT c.oid::regclass AS name, string_agg(quote_ident(a.attname), ', ') AS columns, string_agg(CASE
    WHEN a.attname = 'tenant' THEN quote_literal('')
    -- The rows that the partial indexes hold.
    WHEN a.attname = 'state' THEN quote_literal(CASE c.relname WHEN 'postern_messages' THEN 'queued' ELSE 'open' END)
    WHEN a.atttypid = 'text'::regtype THEN 'n::text'
    WHEN a.atttypid IN ('integer'::regtype, 'bigint'::regtype) THEN 'n'
    WHEN a.atttypid = 'bytea'::regtype THEN 'NULL'
    ELSE quote_literal('{}') END, ', ') AS fillings
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  WHERE ${madeHere}
  -- Others refer to users.
  GROUP BY c.oid, c.relname ORDER BY c.relname <> 'postern_users'
LOOP
  EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM generate_series(1, 300) n', made.name, made.columns, made.fillings);
  EXECUTE format('ANALYZE %s', made.name);
END LOOP;
FOR made IN SELECT c.oid::regclass AS name FROM pg_class c
  WHERE ${madeHere}
LOOP
  -- Within a block of its own the table counts as one that was there, and its size becomes unknown instead of nothing.
  BEGIN
    EXECUTE format('TRUNCATE %s CASCADE', made.name);
  EXCEPTION WHEN assert_failure THEN RAISE;
  END;
END LOOP;
END $$`
