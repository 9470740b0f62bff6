/**
 * Fills tables in PostgreSQL as years of use would: people in the order they came, their addresses scattered, the last of
 * them signed in. Rows go in beside their indexes, so that pages are as full as an old table's are. Postern's tables and
 * the limit program's have the same columns, so it is one text for both.
 */
import pg from 'pg'
import type { Preload, Size } from '../contestants.ts'
import { application, tenant } from './schema.ts'
import { asked, day } from './steps.ts'

const between = 100
const slice = 50_000

/** `prefix` is what the tables' names begin with. */
export function preloadPostgres(prefix: string): Preload {
  return async (url, size, step) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      for (const text of [...session, ...functions]) await client.query(text)
      await fill(client, prefix, size, step)
      // As it would be had the rows come over years.
      await client.query('VACUUM ANALYZE')
      await client.query('CHECKPOINT')
    } finally {
      await client.end()
    }
  }
}

async function fill(
  client: pg.Client,
  prefix: string,
  { users, sessions }: Size,
  step: (done: number, of: number) => void,
): Promise<void> {
  const now = Date.now()
  const begun = now - users * between
  for (let from = 0; from < users; from += slice) {
    const to = Math.min(from + slice, users)
    await client.query(addUsers(prefix), [from, to - 1, begun, tenant, application])
    const first = Math.max(from, users - sessions)
    if (first < to) {
      await client.query(addSessions(prefix), [first, to - 1, begun, tenant, application, asked, now + 30 * day])
    }
    step(to, users)
  }
}

const session = ['SET session_replication_role = replica', 'SET synchronous_commit = off', 'SET jit = off']

/** `drawId` and `emailOf` again, where the rows are made. Letters that say nothing of the time are hexadecimal ones. */
const functions = [
  `CREATE FUNCTION pg_temp.drawn(kind text, number bigint, moment bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT ${[45, 40, 35, 30, 25, 20, 15, 10, 5, 0].map(digit).join(' || ')} || left(md5(kind || number), 16) $$`,
  `CREATE FUNCTION pg_temp.times(a bigint, b bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
SELECT ((((a * (b >> 16)) & 65535) << 16) + a * (b & 65535)) & 4294967295 $$`,
  `CREATE FUNCTION pg_temp.email(number bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
number := pg_temp.times(number # (number >> 16), ${0x85ebca6b});
number := pg_temp.times(number # (number >> 13), ${0xc2b2ae35});
RETURN lpad(to_hex(number # (number >> 16)), 8, '0') || '@people.example.com';
END $$`,
]

function digit(shift: number): string {
  return `substr('0123456789abcdefghjkmnpqrstvwxyz', (moment >> ${shift} & 31)::integer + 1, 1)`
}

function addUsers(prefix: string): string {
  return `
WITH people AS MATERIALIZED (
  SELECT pg_temp.drawn('u', n, at) AS id, pg_temp.email(n) AS email, at
  FROM (SELECT n, $3 + n * ${between} AS at FROM generate_series($1::bigint, $2::bigint) n) numbers
), added AS (
  INSERT INTO ${prefix}users (tenant, id, email, status, factors, locale, created_at, version)
  SELECT $4, id, email, 'active', '', 'en', at, 1 FROM people
), addressed AS (
  INSERT INTO ${prefix}addresses (tenant, key, address, user_id, proved_at) SELECT $4, email, email, id, at FROM people
)
INSERT INTO ${prefix}registrations (tenant, user_id, application, roles, created_at)
SELECT $4, id, $5, '', at FROM people`
}

function addSessions(prefix: string): string {
  const hash = (kind: string): string =>
    `translate(rtrim(encode(sha256(convert_to('${kind}' || n, 'UTF8')), 'base64'), '='), '+/', '-_')`
  return `
WITH people AS MATERIALIZED (
  SELECT n, at, pg_temp.drawn('u', n, at) AS id, pg_temp.drawn('b', n, at) AS browser
  FROM (SELECT n, $3 + n * ${between} AS at FROM generate_series($1::bigint, $2::bigint) n) numbers
), known AS (
  INSERT INTO ${prefix}known_browsers (tenant, browser, user_id, hash, expires_at, seen_at)
  SELECT $4, browser, id, ${hash('b')}, $7, at FROM people
)
INSERT INTO ${prefix}sessions (tenant, id, application, user_id, hash, attempt, browser, methods, asked, created_at,
  seen_at, idle_until, expires_at)
SELECT $4, pg_temp.drawn('s', n, at), $5, id, ${hash('s')}, pg_temp.drawn('a', n, at), browser, 'email-link', $6, at, at,
  $7, $7 FROM people`
}
