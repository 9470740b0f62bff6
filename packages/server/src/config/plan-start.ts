/** `postern start`: production. Everything that development draws up for itself must be given. */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { smtp } from 'postern/smtp'
import { sqliteFile, storeAt } from './database-url.ts'
import { metricsPlan, type Plan, usualInFlight } from './plan.ts'
import type { ReadSettings } from './read-settings.ts'
import { Refusal } from './refusal.ts'
import { aboutOf, type SettingName } from './schema.ts'
import type { Settings } from './settings.ts'
import { sharedOptions } from './shared-options.ts'

const required = ['baseUrl', 'secret', 'databaseUrl', 'smtpUrl', 'mailFrom'] as const satisfies readonly SettingName[]
type Complete = Settings & { readonly [K in (typeof required)[number]]-?: NonNullable<Settings[K]> }

export function planStart(read: ReadSettings, folder: string): Plan {
  const settings = complete(read, folder)
  return {
    command: 'start',
    hosts: [settings.host ?? '127.0.0.1'],
    port: settings.port ?? 3000,
    portAskedBy: read.nameOf('port'),
    optionsAt: () => ({
      ...sharedOptions(settings),
      baseUrl: settings.baseUrl,
      secret: settings.secret,
      store: storeAt(settings.databaseUrl, folder, settings),
      mail: {
        from: settings.mailFrom,
        transport: smtp(settings.smtpUrl, { pool: settings.smtpPool, returnPath: settings.mailReturnPath }),
        ...(settings.postalLine === undefined ? {} : { postalLine: settings.postalLine }),
      },
    }),
    leave: {},
    trustedHops: settings.trustedHops,
    forwardingHeader: settings.forwardingHeader ?? 'x-forwarded-for',
    maxInFlight: settings.maxInFlight ?? usualInFlight,
    tenantPaths: settings.tenantPaths ?? true,
    keepEvents: settings.keepEvents,
    bootstrapSecret: settings.bootstrapSecret,
    rootKey: settings.rootKey,
    noticeSecret: settings.mailNoticeSecret,
    metrics: metricsPlan(read),
    tracing: settings.tracing ?? false,
    inboxKey: undefined,
    inbox: undefined,
    logLevel: settings.logLevel ?? 'info',
    logFormat: settings.logFormat ?? 'json',
    warnings: settings.trustedHops === undefined ? [hopsUnknown] : [],
  }
}

const hopsUnknown =
  'POSTERN_TRUSTED_HOPS is not set: forwarding headers are not believed, and requests that carry one have no known network: together they are asked for proof of work, and none is refused for its network. Set it to the number of your proxies, or to 0 if there is none.'

function complete({ settings, nameOf }: ReadSettings, folder: string): Complete {
  const missing = required
    .filter((name) => settings[name] === undefined)
    .map((name) => `${aboutOf(name).env} is missing: ${aboutOf(name).wants}.`)
  const wrong = [
    ...fromBaseUrl(settings.baseUrl, nameOf('baseUrl')),
    ...fromDatabaseUrl(settings.databaseUrl, folder, nameOf('databaseUrl')),
    ...(settings.limits === 'off' ? [`${nameOf('limits')} can be off in postern dev only.`] : []),
  ]
  if (missing.length + wrong.length > 0) throw new Refusal([...missing, ...wrong])
  return settings as Complete
}

function fromBaseUrl(text: string | undefined, name: string): readonly string[] {
  if (text === undefined) return []
  const url = new URL(text)
  if (url.protocol === 'https:' && url.href === `${url.origin}/`) return []
  return [
    `${name} must be an https origin such as https://sign-in.example.com; it got ${JSON.stringify(`${url.protocol}//${url.host}${url.pathname}`)}. TLS ends at the proxy in front.`,
  ]
}

function fromDatabaseUrl(text: string | undefined, folder: string, name: string): readonly string[] {
  if (text === undefined) return []
  const path = sqliteFile(text)
  if (path === undefined) return []
  if (path === ':memory:') return [`${name} must be a file in postern start: memory forgets everybody at a restart.`]
  const within = dirname(resolve(folder, path))
  return existsSync(within) ? [] : [`${name} names a file in ${within}, and there is no such folder.`]
}
