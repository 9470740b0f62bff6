/**
 * The steps of one sign-in as single statements with everything a step writes in them, prepared once per connection. A
 * statement is a transaction of its own: one round trip and one durable commit per step.
 */
import type pg from 'pg'
import { application, tenant } from './schema.ts'
import { textOf } from './secrets.ts'
import {
  asked,
  day,
  destination,
  type Found,
  finishText,
  minute,
  node,
  type SignedIn,
  type Steps,
  setsText,
} from './steps.ts'

interface Statement {
  readonly name: string
  readonly text: string
}

/** `$1` is the tenant, `$2` the application. */
const about = [tenant, application] as const

export function postgresSteps(pool: pg.Pool): Steps {
  return {
    ask: (input, done) => run(pool, ask, askValues(input), () => done()),
    settle: (input) => run(pool, settle, settleValues(input), () => {}),
    redeem: (input, done) => run(pool, redeem, redeemValues(input), ([row]) => done(row && readSignedIn(row))),
    check: (session, now, done) => run(pool, check, [tenant, session, now], ([row]) => done(row && readFound(row))),
    close: () => pool.end(),
  }
}

type Rows = readonly (readonly string[])[]

function run(pool: pg.Pool, statement: Statement, values: readonly unknown[], done: (rows: Rows) => void): void {
  pool.query<string[]>({ ...statement, values: [...values], rowMode: 'array' }, (fault, result) => {
    // Nobody is there to catch it, so it ends the process.
    if (fault) throw fault
    done(result.rows)
  })
}

function readFound(row: readonly string[]): Found {
  return { ...readSignedIn(row), hash: Buffer.from(row[2] ?? '', 'base64url') }
}

function readSignedIn([user = '', email = '']: readonly string[]): SignedIn {
  return { user, email }
}

const ask: Statement = {
  name: 'ask',
  text: `
WITH others AS (
  UPDATE attempts SET state = 'cancelled', version = version + 1
  WHERE tenant = $1 AND asker_id = $5 AND state IN ('open', 'approved')
), attempt AS (
  INSERT INTO attempts VALUES ($1, $3, $2, 'sign-in', 'open', 1, $4, $4, 'program', $5, $6, $7, $8, 'en', $9, 'digits',
    6, 0, 5, 0, $10, '[]', '[]', $11, $12, 0, NULL)
), message AS (
  INSERT INTO messages VALUES ($1, $13, 'mail', $2, $3, $4, $4, 'sign-in', 'en', $14, $11, 1, $7, $15, 'queued', 0, $11,
    $16, $17, $17, $12, $11, NULL, NULL, NULL)
)
INSERT INTO events VALUES ($1, nextval('event_sequence'), $18, 'link.requested', $2, $3, NULL, NULL, $7, NULL, $11)`,
}

function askValues({ now, set, ...input }: Parameters<Steps['ask']>[0]): readonly unknown[] {
  const deadline = now + 20 * minute
  const asker = [input.asker, textOf(input.askerHash), asked, destination, input.number]
  const attempt = [input.attempt, input.email, ...asker, setsText(set, now, deadline), now, deadline]
  return [...about, ...attempt, input.message, set.mark, input.sealed, node, now + minute, input.event]
}

const settle: Statement = {
  name: 'settle',
  text: `
WITH sent AS (
  UPDATE messages SET state = 'sent', sealed = NULL, transport = 'deliver', lease_until = $3
  WHERE tenant = $1 AND id = $4 AND state = 'queued' AND lease_owner = $5
), shorter AS (
  UPDATE attempts SET sets = $6, expires_at = $7 WHERE tenant = $1 AND id = $8 AND state IN ('open', 'approved')
)
INSERT INTO events VALUES ($1, nextval('event_sequence'), $9, 'link.delivered', $2, $8, NULL, NULL, NULL, 'deliver', $3)`,
}

function settleValues({
  now,
  message,
  set,
  askedAt,
  attempt,
  event,
}: Parameters<Steps['settle']>[0]): readonly unknown[] {
  const until = now + 10 * minute
  return [...about, now, message, node, setsText(set, askedAt, until), until, attempt, event]
}

/** An address that another first proof has just taken keeps the user it has. */
const redeem: Statement = {
  name: 'redeem',
  text: `
WITH spent AS (
  UPDATE attempts SET state = 'completed', version = version + 1, finish = $3
  WHERE tenant = $1 AND id = $4 AND state = 'open' AND sets::jsonb #>> '{0,1}' = $5 AND expires_at > $6
  RETURNING address
), known AS (
  SELECT d.user_id FROM spent JOIN addresses d ON d.tenant = $1 AND d.key = spent.address
), fresh AS (
  INSERT INTO addresses SELECT $1, address, address, $7, $6 FROM spent WHERE NOT EXISTS (SELECT FROM known)
  ON CONFLICT (tenant, key) DO UPDATE SET proved_at = addresses.proved_at
  RETURNING user_id
), person AS (
  SELECT coalesce((SELECT user_id FROM known), (SELECT user_id FROM fresh)) AS id, address FROM spent
), added AS (
  INSERT INTO users SELECT $1, person.id, address, 'active', '', 'en', $6, 1 FROM person JOIN fresh ON person.id = $7
  RETURNING id
), registered AS (
  INSERT INTO registrations SELECT $1, id, $2, '', $6 FROM added
), session AS (
  INSERT INTO sessions SELECT $1, $8, $2, id, $9, $4, $10, 'email-link', $11, $6, $6, $12, $13 FROM person
), browser AS (
  INSERT INTO known_browsers SELECT $1, $10, id, $14, $15, $6 FROM person
), created AS (
  INSERT INTO events
  SELECT $1, nextval('event_sequence'), $16, 'user.created', $2, $4, id, NULL, NULL, NULL, $6 FROM added
), completed AS (
  INSERT INTO events
  SELECT $1, nextval('event_sequence'), $17, 'sign-in.completed', $2, $4, id, $8, $11, 'email-link', $6 FROM person
)
SELECT id, address FROM person`,
}

function redeemValues(input: Parameters<Steps['redeem']>[0]): readonly unknown[] {
  const { now, attempt, link, user, session, browser, events } = input
  const spent = [finishText(input), attempt, link, now, user]
  const seen = [session, textOf(input.sessionHash), browser, asked, now + 7 * day, now + 30 * day]
  return [...about, ...spent, ...seen, textOf(input.browserHash), now + 400 * day, ...events]
}

const check: Statement = {
  name: 'check',
  text: `
SELECT u.id, u.email, s.hash FROM sessions s JOIN users u ON u.tenant = s.tenant AND u.id = s.user_id
WHERE s.tenant = $1 AND s.id = $2 AND s.idle_until > $3 AND s.expires_at > $3 AND u.status = 'active'`,
}
