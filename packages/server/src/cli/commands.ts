/** Every command once: its words, what follows them, the flags it takes, and what the help says of it. */
import type { Flag } from './flags.ts'

export interface Usage {
  /** What follows the command's words, as the help shows it. In brackets it may be left out. */
  readonly takes: readonly string[]
  readonly flags: readonly Flag[]
  readonly means: string
}

/** What reads or changes an installation takes these. */
const usual = ['json', 'dev', 'config'] as const satisfies readonly Flag[]
const page = ['limit', 'after'] as const satisfies readonly Flag[]
const within = ['tenant', 'application'] as const satisfies readonly Flag[]
const edit = ['name', 'set', 'unset'] as const satisfies readonly Flag[]

const usage = (means: string, takes: readonly string[], ...flags: readonly Flag[]): Usage => ({ means, takes, flags })

export const commands = {
  dev: usage('try it: a demo application and an inbox, on this machine only', [], 'port', 'host', 'lan', 'config'),
  start: usage('serve it: behind a proxy that ends TLS', [], 'port', 'host', 'config'),
  init: usage('write a configuration with a secret of its own', [], 'base-url', 'mail-from', 'json'),
  doctor: usage('look over settings, database, mail and DNS', [], 'dkim-selector', 'offline', 'json', 'config'),
  apply: usage(
    'make tenants, applications and the like what a file says',
    ['<file>'],
    'dry-run',
    'prune',
    'yes',
    ...usual,
  ),
  migrate: usage(
    'bring the database’s schema up to date, as a start does by itself; with --from and --to, move everything from SQLite to PostgreSQL, or back',
    [],
    'dry-run',
    'from',
    'to',
    'json',
    'config',
  ),
  backup: usage('copy a SQLite database while it is in use', ['<file>'], 'json', 'config'),
  export: usage(
    'write the people of a tenant to a file, one line each; a run that was ended is gone on with',
    ['<file>'],
    'tenant',
    ...usual,
  ),
  import: usage(
    'take over people: from such a file, or with --from and --source those of better-auth, authjs or supabase, with their ids',
    ['[file]'],
    'from',
    'source',
    'tenant',
    'dry-run',
    ...usual,
  ),
  'revoke-all': usage(
    'sign everybody out: sessions, open attempts, one-time codes',
    [],
    'yes',
    'forget-browsers',
    'json',
    'config',
  ),
  'sign-in-link': usage(
    'hand out a link for a user whose mail does not come; she is told when it is used',
    ['<email>'],
    'by',
    'reason',
    ...within,
    ...usual,
  ),
  'keys rotate': usage('let a tenant’s next key sign access tokens', [], ...within, ...usual),
  'audit verify': usage('recompute the seals of the audit trail', [], 'tenant', 'heads', ...usual),
  'audit heads': usage('the newest seal of each tenant, to be kept elsewhere', [], 'tenant', ...usual),
  'tenant list': usage('the tenants', [], ...page, ...usual),
  'tenant show': usage('one of them', ['<id>'], ...usual),
  'tenant create': usage('a new one', ['<id>'], ...edit, ...usual),
  'tenant change': usage('its settings', ['<id>'], ...edit, ...usual),
  'tenant prove-host': usage('look for the DNS record of its pendingHost, and give it that host', ['<id>'], ...usual),
  'tenant remove': usage('it, not its people', ['<id>'], 'yes', ...usual),
  'tenant restore': usage('a removed one, as it was last', ['<id>'], ...usual),
  'tenant erase': usage('what a removed one has, people and all, for good', ['<id>'], 'yes', ...usual),
  'app list': usage('the applications of a tenant', [], 'tenant', ...page, ...usual),
  'app show': usage('one of them', ['<id>'], 'tenant', ...usual),
  'app create': usage('a new one', ['<id>'], 'tenant', ...edit, ...usual),
  'app change': usage('its settings', ['<id>'], 'tenant', ...edit, ...usual),
  'app add-secret': usage('a secret by which it proves itself, shown once', ['<id>'], 'tenant', ...usual),
  'app remove': usage('it, not its people', ['<id>'], 'tenant', 'yes', ...usual),
  'user list': usage('people by id, the newest of ours first', [], 'prefix', ...within, ...page, ...usual),
  'user show': usage('one of them, by id or address', ['<user>'], ...within, ...usual),
  'user create': usage(
    'somebody without a mail: you vouch for the address',
    ['<email>'],
    'name',
    'locale',
    'role',
    ...within,
    ...usual,
  ),
  'user change': usage('name, language or roles', ['<user>'], 'name', 'locale', 'role', ...within, ...usual),
  'user ban': usage('shut out at once', ['<user>'], 'reason', ...within, ...usual),
  'user lock': usage('shut out while a doubt is looked into', ['<user>'], 'reason', ...within, ...usual),
  'user unlock': usage('let in again', ['<user>'], 'reason', ...within, ...usual),
  'user unban': usage('let in again', ['<user>'], 'reason', ...within, ...usual),
  'user remove': usage(
    'everything of a person',
    ['<user>'],
    'keep-registrations',
    'reason',
    'yes',
    ...within,
    ...usual,
  ),
  'key list': usage('API keys', [], ...page, ...usual),
  'key show': usage('one of them, never its secret', ['<id>'], ...usual),
  'key create': usage(
    'a new one, shown once',
    [],
    'name',
    'operation',
    'network',
    'expires',
    'starts-sign-ins',
    ...within,
    ...usual,
  ),
  'key change': usage('what it may do', ['<id>'], ...edit, ...usual),
  'key rotate': usage('a new secret for it, shown once', ['<id>'], 'overlap', ...usual),
  'key remove': usage('it stops working at once', ['<id>'], 'yes', ...usual),
  'invite list': usage('invitations to an application', [], ...within, ...page, ...usual),
  'invite show': usage('one of them', ['<id>'], ...within, ...usual),
  'invite create': usage(
    'invite an address by mail; a running server sends it',
    ['<email>'],
    'role',
    'locale',
    'expires',
    ...within,
    ...usual,
  ),
  'invite remove': usage('withdraw it', ['<id>'], 'reason', ...within, ...usual),
  'session list': usage('where a user is signed in', ['<user>'], ...within, ...usual),
  'session show': usage('one of them', ['<id>'], ...within, ...usual),
  'session remove': usage('end one, at once', ['<id>'], ...within, ...usual),
  'session remove-all': usage('end all of a user', ['<user>'], ...within, ...usual),
} as const satisfies Readonly<Record<string, Usage>>

export type CommandName = keyof typeof commands

/** The second words of a command of two, such as `tenant`. */
export function verbsOf(noun: string): readonly string[] {
  return Object.keys(commands).flatMap((name) => (name.startsWith(`${noun} `) ? [name.slice(noun.length + 1)] : []))
}
