/**
 * Every setting once: its names, what it wants, what it means. The reader of settings, the help and the reference are
 * made from this table; what the library already judges is judged by the library.
 */
import { z } from 'zod'
import { attemptSettings } from './attempt-settings.ts'
import { databaseFault, databaseWants } from './database-url.ts'
import { list, onOff, people, ring, whole } from './from-text.ts'
import { judged, judgedBy } from './judged.ts'
import { keepEventsSetting } from './keep-events.ts'
import { keySettings } from './key-settings.ts'
import { mailSettings } from './mail-settings.ts'
import { type About, registry, setting } from './setting.ts'
import type { Settings } from './settings.ts'
import { telemetrySettings } from './telemetry-settings.ts'

export type SettingName = keyof Settings

export interface Fault {
  readonly setting: string
  readonly why: string
}

const text = z.string().min(1)

const schema = z.strictObject({
  port: setting(z.int().min(0).max(65_535), {
    env: 'PORT',
    flag: '--port',
    read: whole,
    wants: 'a whole number from 0 to 65535',
    means: 'The port to listen on. 0 takes any free one.',
    byDefault: '3000; `postern dev` takes the next free one when nobody asked',
  }),
  host: setting(text.regex(/^[A-Za-z0-9.:-]{1,253}$/), {
    env: 'HOST',
    flag: '--host',
    wants: 'a host name or an address to listen on',
    means: 'The address to listen on. In a container that is `0.0.0.0`. `postern dev` listens on loopback only.',
    byDefault: '127.0.0.1; `postern dev` also ::1',
  }),
  baseUrl: setting(text.url(), {
    env: 'POSTERN_BASE_URL',
    wants: 'an origin such as https://sign-in.example.com',
    means:
      'Where people reach this server, from outside. Every link in a mail begins with it. `https`; in development `http` on loopback, and then only this machine is answered.',
    byDefault: 'none; `postern dev` uses http://localhost and the port',
  }),
  secret: setting(judged(z.union([text, z.array(text).min(1)]), 'secret'), {
    env: 'POSTERN_SECRET',
    secret: true,
    read: ring,
    wants: 'at least 32 bytes; `openssl rand -base64 32` makes one',
    means: 'The root of all keys. Several, separated by commas, rotate: the first makes, all read.',
    byDefault: 'none; `postern dev` keeps one in .postern/',
  }),
  databaseUrl: setting(judgedBy(text, databaseFault), {
    env: 'DATABASE_URL',
    secret: true,
    wants: databaseWants,
    means:
      'The database. `sqlite:./postern.db` is a file that is made when it is missing, in a folder that is there: one process, nothing else to run. `postgres://…` (or `postgresql://…`) is PostgreSQL 14 or later: any number of processes on one database, which must be there. To every host but this machine the connection is encrypted and the certificate checked: `?sslrootcert=/path/ca.pem` names who signed it, `?sslmode=no-verify` encrypts without that check, `?sslmode=disable` does neither. `?pgbouncer=true` says that a pooler in transaction mode stands between. Other parameters are refused, but for `application_name`, `channel_binding` and `connect_timeout`, which change nothing.',
    byDefault: 'none; `postern dev` uses sqlite:.postern/dev.db',
  }),
  databasePool: setting(z.int().min(2).max(500), {
    env: 'POSTERN_DATABASE_POOL',
    read: whole,
    wants: 'a whole number from 2 to 500',
    means:
      'How many connections this process keeps to PostgreSQL at most; one of them listens for other processes. All processes together must stay below what the server, or the pooler before it, admits. SQLite needs none.',
    byDefault: '10',
  }),
  ...mailSettings,
  name: setting(text.max(100), {
    env: 'POSTERN_NAME',
    wants: 'a name of at most 100 letters',
    means: 'What people sign in to, as pages and mails call it.',
    byDefault: 'the base URL’s host; `Postern demo` in development',
  }),
  signUp: setting(
    judged(
      z.union([z.enum(['open', 'closed', 'invited']), z.strictObject({ domains: z.array(text).min(1) })]),
      'signUp',
    ),
    {
      env: 'POSTERN_SIGN_UP',
      read: people,
      wants: 'open, closed, invited, or a list of domains',
      means: 'Who may get an account: everybody, nobody new, the invited, or addresses of these domains.',
      byDefault: 'open',
    },
  ),
  explainClosed: setting(z.boolean(), {
    env: 'POSTERN_EXPLAIN_CLOSED',
    read: onOff,
    wants: 'on or off',
    means: 'Whether an address without an account is told by mail that sign-up is closed.',
    byDefault: 'off',
  }),
  startUrl: setting(judged(text, 'startUrl'), {
    env: 'POSTERN_START_URL',
    wants: 'a URL or a path',
    means: 'Where a finished sign-in goes when nothing else was asked for.',
    byDefault: 'a page of ours that says so; the demo application in development',
  }),
  homeUrl: setting(judged(text, 'homeUrl'), {
    env: 'POSTERN_HOME_URL',
    wants: 'a URL or a path',
    means: 'Where the name on every page leads.',
    byDefault: 'nowhere; the demo application in development',
  }),
  logoUrl: setting(judged(text, 'logoUrl'), {
    env: 'POSTERN_LOGO_URL',
    wants: 'an https URL or a path',
    means: 'A picture before the name.',
    byDefault: 'our mark',
  }),
  theme: setting(z.enum(['light', 'dark']), {
    env: 'POSTERN_THEME',
    wants: 'light or dark',
    means: 'Keeps pages light or dark whatever the reader’s device prefers.',
    byDefault: 'as the reader’s device prefers',
  }),
  redirects: setting(judged(z.array(text), 'redirects'), {
    env: 'POSTERN_REDIRECTS',
    read: list,
    wants: 'a list of absolute URLs',
    means: 'Where a sign-in may lead back to, letter for letter.',
    byDefault: 'only paths on our own origin',
  }),
  origins: setting(judged(z.array(text), 'origins'), {
    env: 'POSTERN_ORIGINS',
    read: list,
    wants: 'a list of origins such as https://app.example.com',
    means: 'Other origins whose pages may call the API from a browser.',
    byDefault: 'none',
  }),
  ...attemptSettings,
  locale: setting(text.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/), {
    env: 'POSTERN_LOCALE',
    wants: 'a language such as en, de, fr, es, ja or ar',
    means: 'The language for readers whose browser names none of ours.',
    byDefault: 'en',
  }),
  timeZone: setting(judged(text, 'timeZone'), {
    env: 'POSTERN_TIME_ZONE',
    wants: 'an IANA time zone such as Europe/Berlin',
    means: 'The time zone of clock times in mails.',
    byDefault: 'UTC',
  }),
  limits: setting(z.enum(['on', 'off']), {
    env: 'POSTERN_LIMITS',
    wants: 'on or off',
    means: 'Limits on requests. `off` exists in development only.',
    byDefault: 'on',
  }),
  trustedHops: setting(z.int().min(0).max(16), {
    env: 'POSTERN_TRUSTED_HOPS',
    read: whole,
    wants: 'a whole number from 0 to 16',
    means:
      'How many proxies of yours every request passes. 0 where there is none. Unset, no forwarding header is believed. Where a request carries one all the same, or fewer hops than are set, its network is not known: no limit of networks refuses it, and all such requests together are asked for proof of work from 300 mails an hour on.',
    byDefault: 'none',
  }),
  forwardingHeader: setting(z.enum(['x-forwarded-for', 'forwarded']), {
    env: 'POSTERN_FORWARDING_HEADER',
    wants: 'x-forwarded-for or forwarded',
    means: 'The header in which those proxies write the caller’s address.',
    byDefault: 'x-forwarded-for',
  }),
  tenantPaths: setting(z.boolean(), {
    env: 'POSTERN_TENANT_PATHS',
    read: onOff,
    wants: 'on or off',
    means:
      'Whether a tenant without a host of its own is found below `/t/<tenant>`. Tenants below one host share its origin, and with it what a browser keeps apart: off where they do not trust each other.',
    byDefault: 'on',
  }),
  ...keySettings,
  ...telemetrySettings,
  keepEvents: keepEventsSetting,
  maxInFlight: setting(z.int().min(1).max(100_000), {
    env: 'POSTERN_MAX_IN_FLIGHT',
    read: whole,
    wants: 'a whole number from 1 to 100000',
    means:
      'How many requests this process has under way at a time. More are answered 503 `busy` with `Retry-After`, before their body is read; what finishes a sign-in may go to twice as many, and health checks are always answered.',
    byDefault: '500',
  }),
  logLevel: setting(z.enum(['silent', 'error', 'warn', 'info', 'debug']), {
    env: 'POSTERN_LOG_LEVEL',
    wants: 'silent, error, warn, info or debug',
    means: 'What is logged. `debug` adds a line per request: method, route, status, time.',
    byDefault: 'info',
  }),
  logFormat: setting(z.enum(['json', 'text']), {
    env: 'POSTERN_LOG_FORMAT',
    wants: 'json or text',
    means: 'JSON lines for programs, or text for people.',
    byDefault: 'json; text in `postern dev`',
  }),
})

/** Every setting with what is known about it, in the order of the reference. */
export const table: readonly (readonly [name: SettingName, about: About])[] = (
  Object.keys(schema.shape) as SettingName[]
).map((name) => [name, aboutOf(name)])

export function aboutOf(name: SettingName): About {
  const about = registry.get(schema.shape[name])
  if (!about) throw new Error(`the setting ${name} is not described`)
  return about
}

export type Judgement =
  | { readonly kind: 'sound'; readonly settings: Settings }
  | { readonly kind: 'faulty'; readonly faults: readonly Fault[] }

/** Judges all settings at once: one fault per wrong or unknown setting. */
export function judge(input: Readonly<Record<string, unknown>>): Judgement {
  const result = schema.safeParse(input)
  if (result.success) return { kind: 'sound', settings: result.data }
  const faults = new Map<string, string>()
  for (const issue of result.error.issues) {
    const name = issue.path[0]
    if (name === undefined && issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) faults.set(key, 'is no setting')
    } else if (!faults.has(String(name))) {
      const why = issue.code === 'custom' ? issue.message : `must be ${aboutOf(name as SettingName).wants}`
      faults.set(String(name), why)
    }
  }
  return { kind: 'faulty', faults: [...faults].map(([name, why]) => ({ setting: name, why })) }
}
