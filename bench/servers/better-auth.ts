/**
 * Better Auth with its magic-link plugin, set as well as its settings allow: WAL with synchronous=FULL (as durable as
 * the others), rate limits, logging and telemetry off, tokens stored plainly as by default, which is its fastest way.
 */
import { join } from 'node:path'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { magicLink } from 'better-auth/plugins'
import Database from 'better-sqlite3'
import { baseUrl } from './address.ts'
import { folder } from './folder.ts'
import { mailPipe } from './mail-pipe.ts'

const deliver = mailPipe()
const database = new Database(join(folder(), 'better-auth.db'))
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')

const options = {
  baseURL: baseUrl,
  secret: 'a secret of the bench, at least 32 letters long',
  database,
  rateLimit: { enabled: false },
  logger: { disabled: true },
  telemetry: { enabled: false },
  plugins: [magicLink({ expiresIn: 600, sendMagicLink: async ({ email, token }) => deliver(email, token) })],
}

await (await getMigrations(options)).runMigrations()

export const auth = betterAuth(options)

export function closeDatabase(): void {
  database.close()
}
