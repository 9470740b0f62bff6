/**
 * Fills the limit's tables as years of use would: people in the order they came, their addresses scattered, the last
 * of them signed in. Rows go in one by one, so that pages are as full as an old table's are, not packed.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Size } from '../contestants.ts'
import { emailOf } from '../load/people.ts'
import { addUser } from './rows.ts'
import { application, openDatabase, tenant } from './schema.ts'
import { drawId, hashOf } from './secrets.ts'
import { asked } from './steps.ts'

const between = 100
const month = 30 * 86_400_000
const fast = 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2097152'

export function preload(folder: string, size: Size, step: (done: number, of: number) => void): void {
  const database = openDatabase(folder)
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

function addSession(database: DatabaseSync): (user: string, at: number) => void {
  const session = database.prepare(`INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, 'email-link', ?, ?, ?, ?, ?)`)
  const browser = database.prepare('INSERT INTO known_browsers VALUES (?, ?, ?, ?, ?, ?)')
  const until = Date.now() + month
  return (user, at) => {
    const [id, known, attempt] = [drawId(at), drawId(at), drawId(at)]
    session.run(tenant, id, application, user, hashOf(id), attempt, known, asked, at, at, until, until)
    browser.run(tenant, known, user, hashOf(known), until, at)
  }
}
