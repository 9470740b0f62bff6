/**
 * Better Auth with its magic-link plugin, set as well as its settings allow: as durable as the others (WAL with
 * synchronous=FULL, or a pool of PostgreSQL), rate limits, logging and telemetry off, tokens stored plainly as by
 * default, which is its fastest way.
 */
import { join } from 'node:path'
import { magicLink } from 'better-auth/plugins'
import Database from 'better-sqlite3'
import { baseUrl } from './address.ts'
import { database as databaseUrl } from './database.ts'
import { folder } from './folder.ts'
import { mailPipe } from './mail-pipe.ts'

const deliver = mailPipe()
const url = databaseUrl()
const database = url === undefined ? openFile() : await openPool(url)

export const options = {
  baseURL: baseUrl,
  secret: 'a secret of the bench, at least 32 letters long',
  database,
  rateLimit: { enabled: false },
  logger: { disabled: true },
  telemetry: { enabled: false },
  plugins: [magicLink({ expiresIn: 600, sendMagicLink: async ({ email, token }) => deliver(email, token) })],
}

export async function closeDatabase(): Promise<void> {
  if (database instanceof Database) database.close()
  else await database.end()
}

async function openPool(connectionString: string) {
  const { default: pg } = await import('pg')
  return new pg.Pool({ connectionString, max: 10 })
}

function openFile(): Database.Database {
  const file = new Database(join(folder(), 'better-auth.db'))
  file.pragma('journal_mode = WAL')
  file.pragma('synchronous = FULL')
  return file
}
