/**
 * The statements of one sign-in, prepared once: ask, settle the mail, redeem, check. Each function is the work of one
 * step inside a transaction that the caller opened.
 */
import type { DatabaseSync } from 'node:sqlite'
import { application, tenant } from './schema.ts'
import {
  type Asking,
  asked,
  day,
  destination,
  type Found,
  finishText,
  minute,
  node,
  type Redeeming,
  type Settling,
  type SignedIn,
  setsText,
} from './steps.ts'

export interface Rows {
  ask(input: Asking): void
  settle(input: Settling): void
  redeem(input: Redeeming): SignedIn | undefined
  check(session: string, now: number): Found | undefined
}

export function rows(database: DatabaseSync): Rows {
  const note = noteEvent(database)
  return {
    ask: ask(database, note),
    settle: settle(database, note),
    redeem: redeem(database, note),
    check: check(database),
  }
}

interface Noted {
  readonly id: string
  readonly type: string
  readonly attempt: string
  readonly now: number
  readonly user?: string
  readonly session?: string
  readonly asked?: string
  readonly reason?: string
}

type Note = (event: Noted) => void

function noteEvent(database: DatabaseSync): Note {
  const insert = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const last = database.prepare('SELECT coalesce(max(sequence), 0) AS last FROM events WHERE tenant = ?').get(tenant)
  let sequence = Number(last?.last)
  return ({ id, type, attempt, now, user = null, session = null, asked = null, reason = null }) => {
    sequence = Math.max(sequence + 1, now)
    insert.run(tenant, sequence, id, type, application, attempt, user, session, asked, reason, now)
  }
}

function ask(database: DatabaseSync, note: Note): Rows['ask'] {
  const endOthers = database.prepare(
    `UPDATE attempts SET state = 'cancelled', version = version + 1
     WHERE tenant = ? AND asker_id = ? AND state IN ('open', 'approved')`,
  )
  const attempt = database.prepare(
    `INSERT INTO attempts VALUES (?, ?, ?, 'sign-in', 'open', 1, ?, ?, 'program', ?, ?, ?, ?, 'en', ?, 'digits', 6, 0, 5,
     0, ?, '[]', ?, ?, 0, NULL)`,
  )
  const message = database.prepare(
    `INSERT INTO messages VALUES (?, ?, 'mail', ?, ?, ?, ?, 'sign-in', 'en', ?, ?, 1, ?, ?, 'queued', 1, ?, ?, ?, ?, ?, ?,
     NULL, NULL, NULL)`,
  )
  return (input) => {
    const { now, email, set } = input
    const [deadline, lease] = [now + 20 * minute, now + minute]
    const sets = setsText(set, now, deadline)
    const asker = [input.asker, input.askerHash, asked, destination, input.number] as const
    endOthers.run(tenant, input.asker)
    attempt.run(tenant, input.attempt, application, email, email, ...asker, sets, now, deadline)
    const mail = [email, email, set.mark, now, asked, input.sealed] as const
    message.run(tenant, input.message, application, input.attempt, ...mail, now, node, lease, lease, deadline, now)
    note({ id: input.event, type: 'link.requested', attempt: input.attempt, now, asked })
  }
}

function settle(database: DatabaseSync, note: Note): Rows['settle'] {
  const sent = database.prepare(
    `UPDATE messages SET state = 'sent', sealed = NULL, transport = 'deliver', lease_until = ?
     WHERE tenant = ? AND id = ? AND state = 'queued' AND lease_owner = ?`,
  )
  const shorten = database.prepare(
    `UPDATE attempts SET sets = ?, expires_at = ? WHERE tenant = ? AND id = ? AND state IN ('open', 'approved')`,
  )
  return ({ message, attempt, event, set, askedAt, now }) => {
    const until = now + 10 * minute
    sent.run(now, tenant, message, node)
    shorten.run(setsText(set, askedAt, until), until, tenant, attempt)
    note({ id: event, type: 'link.delivered', attempt, now, reason: 'deliver' })
  }
}

function redeem(database: DatabaseSync, note: Note): Rows['redeem'] {
  const spend = database.prepare(
    `UPDATE attempts SET state = 'completed', version = version + 1, finish = ?
     WHERE tenant = ? AND id = ? AND state = 'open' AND sets ->> '$[0][1]' = ? AND expires_at > ? RETURNING address`,
  )
  const findUser = database.prepare('SELECT user_id AS user FROM addresses WHERE tenant = ? AND key = ?')
  const add = addUser(database)
  const session = database.prepare(`INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, 'email-link', ?, ?, ?, ?, ?)`)
  const browser = database.prepare('INSERT INTO known_browsers VALUES (?, ?, ?, ?, ?, ?)')
  return (input) => {
    const { now, attempt, session: id } = input
    const spent = spend.get(finishText(input), tenant, attempt, input.link, now) as { address: string } | undefined
    if (spent === undefined) return undefined
    const email = spent.address
    const known = findUser.get(tenant, email) as { user: string } | undefined
    const user = known?.user ?? input.user
    if (known === undefined) {
      add(user, email, now)
      note({ id: input.events[0], type: 'user.created', attempt, now, user })
    }
    const [idle, end] = [now + 7 * day, now + 30 * day]
    session.run(tenant, id, application, user, input.sessionHash, attempt, input.browser, asked, now, now, idle, end)
    browser.run(tenant, input.browser, user, input.browserHash, now + 400 * day, now)
    note({
      id: input.events[1],
      type: 'sign-in.completed',
      attempt,
      now,
      user,
      session: id,
      asked,
      reason: 'email-link',
    })
    return { user, email }
  }
}

/** The rows of a first proof. */
export function addUser(database: DatabaseSync): (user: string, email: string, now: number) => void {
  const insert = database.prepare(`INSERT INTO users VALUES (?, ?, ?, 'active', '', 'en', ?, 1)`)
  const address = database.prepare('INSERT INTO addresses VALUES (?, ?, ?, ?, ?)')
  const register = database.prepare(`INSERT INTO registrations VALUES (?, ?, ?, '', ?)`)
  return (user, email, now) => {
    insert.run(tenant, user, email, now)
    address.run(tenant, email, email, user, now)
    register.run(tenant, user, application, now)
  }
}

function check(database: DatabaseSync): Rows['check'] {
  const find = database.prepare(
    `SELECT s.hash, u.id AS user, u.email FROM sessions s JOIN users u ON u.tenant = s.tenant AND u.id = s.user_id
     WHERE s.tenant = ? AND s.id = ? AND s.idle_until > ? AND s.expires_at > ? AND u.status = 'active'`,
  )
  return (session, now) => find.get(tenant, session, now, now) as ReturnType<Rows['check']>
}
