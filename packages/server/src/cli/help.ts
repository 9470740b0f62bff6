/** `postern --help`: the commands and flags by hand, the settings from their table. */
import { table } from '../config/schema.ts'

export function helpText(): string {
  return `Postern: sign in by email, without a password.

  postern dev            try it: a demo application and an inbox, on this machine only
  postern start          serve it: behind a proxy that ends TLS
  postern migrate        bring the database's schema up to date, as a start does by itself
  postern migrate --from <database> --to <database>
                         move everything from SQLite to PostgreSQL, or back
  postern backup <file>  copy a SQLite database while it is in use
  postern revoke-all     sign everybody out: sessions, open attempts, one-time codes
  postern import --from <system> --source <database>
                         take over the users of better-auth, authjs or supabase, with their ids

  --port <number>    the port to listen on
  --host <address>   the address to listen on
  --lan[=<url>]      dev only: reachable for a phone nearby, on a private address
  --dry-run          migrate and import: say what would be done, and do nothing
  --from, --to       migrate only: sqlite: and a path, or postgres://…; --to is DATABASE_URL by default
  --source           import only: the other system's database; its users go to DATABASE_URL
  --yes              revoke-all only: do not ask
  --forget-browsers  revoke-all only: known browsers go as well
  --config <file>    settings from this file; postern.config.ts by default
  --help, --version

Settings, from the environment or in camelCase from postern.config.ts:

${settingLines()}
`
}

function settingLines(): string {
  const named = table.flatMap(([, { env, wants }]) => (env === undefined ? [] : [{ env, wants }]))
  const width = Math.max(...named.map(({ env }) => env.length))
  return named.map(({ env, wants }) => `  ${env.padEnd(width)}  ${wants}`).join('\n')
}
