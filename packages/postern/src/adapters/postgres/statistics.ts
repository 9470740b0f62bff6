/**
 * What the planner knows of tables before there is anything in them. Without it, it takes the rows of a tenant for as few
 * as those of a whole key, chooses any index that begins with the tenant, and keeps that plan until the first ANALYZE of
 * its own, while each look-up reads all there is. So new tables are filled with rows of one tenant, analysed and emptied:
 * statistics outlive the rows (https://www.postgresql.org/docs/current/catalog-pg-statistic.html).
 */

/** To be run once, in the transaction that makes the tables, while they are empty. */
export const teachPlanner = `DO $$
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
  WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND starts_with(c.relname, 'postern_')
    AND c.relname NOT IN ('postern_meta', 'postern_migrations')
  -- Others refer to users.
  GROUP BY c.oid, c.relname ORDER BY c.relname <> 'postern_users'
LOOP
  EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM generate_series(1, 300) n', made.name, made.columns, made.fillings);
  EXECUTE format('ANALYZE %s', made.name);
END LOOP;
FOR made IN SELECT c.oid::regclass AS name FROM pg_class c
  WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND starts_with(c.relname, 'postern_')
    AND c.relname NOT IN ('postern_meta', 'postern_migrations')
LOOP
  EXECUTE format('TRUNCATE %s CASCADE', made.name);
END LOOP;
END $$`
