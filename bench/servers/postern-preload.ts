/**
 * Fills Postern's tables as years of use would: people in the order they came, their addresses scattered, the last of
 * them signed in. Rows go in one by one, so that pages are as full as an old table's are, not packed.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Size } from '../contestants.ts'
import { drawId, hashOf } from '../limit/secrets.ts'
import { emailOf } from '../load/people.ts'

const tenant = 'default'
const application = 'default'
const between = 100
const month = 30 * 86_400_000
const asked = JSON.stringify({ network: '127.0.0.0/24' })
const fast = `PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
PRAGMA cache_size = -2097152`

export function posternFile(folder: string): string {
  return join(folder, 'postern.db')
}

/** The server has made its tables before. */
export function preloadPostern(folder: string, size: Size, step: (done: number, of: number) => void): void {
  const database = new DatabaseSync(posternFile(folder))
  database.exec(`${fast}; BEGIN`)
  const begun = Date.now() - size.users * between
  const add = addUser(database)
  const signIn = addSession(database)
  for (let number = 0; number < size.users; number++) {
    const at = begun + number * between
    const user = drawId(at)
    add(user, emailOf(number), at)
    if (number >= size.users - size.sessions) signIn(user, at)
    if (number % 10_000 === 0) step(number, size.users)
  }
  database.exec('COMMIT; PRAGMA journal_mode = WAL')
  database.close()
}

function addUser(database: DatabaseSync): (user: string, email: string, at: number) => void {
  const insert = database.prepare(
    `INSERT INTO postern_users (tenant, id, email, status, factors, locale, created_at, version)
     VALUES (?, ?, ?, 'active', '', 'en', ?, 1)`,
  )
  const address = database.prepare(
    'INSERT INTO postern_addresses (tenant, key, address, user_id, proved_at) VALUES (?, ?, ?, ?, ?)',
  )
  const register = database.prepare(
    `INSERT INTO postern_registrations (tenant, user_id, application, roles, created_at) VALUES (?, ?, ?, '', ?)`,
  )
  return (user, email, at) => {
    insert.run(tenant, user, email, at)
    address.run(tenant, email, email, user, at)
    register.run(tenant, user, application, at)
  }
}

function addSession(database: DatabaseSync): (user: string, at: number) => void {
  const session = database.prepare(
    `INSERT INTO postern_sessions (tenant, id, application, user_id, hash, attempt, browser, methods, asked, created_at,
     seen_at, idle_until, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'email-link', ?, ?, ?, ?, ?)`,
  )
  const browser = database.prepare(
    `INSERT INTO postern_known_browsers (tenant, browser, user_id, hash, expires_at, seen_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const until = Date.now() + month
  return (user, at) => {
    const [id, known, attempt] = [drawId(at), drawId(at), drawId(at)]
    session.run(tenant, id, application, user, textOf(id), attempt, known, asked, at, at, until, until)
    browser.run(tenant, known, user, textOf(known), until, at)
  }
}

function textOf(secret: string): string {
  return Buffer.from(hashOf(secret)).toString('base64url')
}
