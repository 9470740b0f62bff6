/** `postern dev`: loopback, plain http, an inbox, a secret and a database of its own (invariant 20). */
import { randomBytes } from 'node:crypto'
import { devInbox } from 'postern/dev-inbox'
import { isLoopback, type PosternOptions } from 'postern/kit'
import { smtp } from 'postern/smtp'
import { sqlite } from 'postern/sqlite'
import { keptSecret, prepareFolder } from '../dev/folder.ts'
import { storeAt } from './database-url.ts'
import { type Lan, readLan } from './lan.ts'
import { metricsPlan, type Plan, usualInFlight } from './plan.ts'
import type { ReadSettings } from './read-settings.ts'
import { Refusal } from './refusal.ts'
import type { Settings } from './settings.ts'
import { sharedOptions } from './shared-options.ts'

const usualPort = 3000

export interface DevPlace {
  readonly folder: string
  /** What followed `--lan`; undefined without the flag. */
  readonly lan: string | undefined
}

export function planDev(read: ReadSettings, place: DevPlace): Plan {
  const { settings } = read
  const lan = place.lan === undefined ? undefined : readLan(place.lan)
  const home = homeOf(read, lan)
  const inbox = settings.smtpUrl === undefined ? devInbox() : undefined
  if (!inbox && settings.mailFrom === undefined) {
    throw new Refusal([
      'MAIL_FROM is missing: beside SMTP_URL it must say who sends, such as Acme <no-reply@acme.example>.',
    ])
  }
  return {
    command: 'dev',
    hosts: home.hosts,
    port: home.port ?? usualPort,
    portAskedBy: home.portAskedBy,
    optionsAt: (port) => optionsAt(settings, place.folder, { origin: `http://${home.hostname}:${port}`, inbox }),
    leave: { privateNetwork: lan !== undefined },
    trustedHops: settings.trustedHops,
    forwardingHeader: settings.forwardingHeader ?? 'x-forwarded-for',
    maxInFlight: settings.maxInFlight ?? usualInFlight,
    tenantPaths: settings.tenantPaths ?? true,
    keepEvents: settings.keepEvents,
    bootstrapSecret: settings.bootstrapSecret ?? randomBytes(24).toString('base64url'),
    rootKey: settings.rootKey,
    noticeSecret: settings.mailNoticeSecret,
    metrics: metricsPlan(read),
    tracing: settings.tracing ?? false,
    inboxKey: lan && inbox ? randomBytes(16).toString('base64url') : undefined,
    inbox,
    logLevel: settings.logLevel ?? 'info',
    logFormat: settings.logFormat ?? 'text',
    warnings: [],
  }
}

interface Home {
  /** As the base URL writes it. */
  readonly hostname: string
  readonly hosts: readonly string[]
  readonly port: number | undefined
  readonly portAskedBy: string | undefined
}

/** Base URL and listener are one place: a loopback one, or the private one that `--lan` names. */
function homeOf({ settings, nameOf }: ReadSettings, lan: Lan | undefined): Home {
  const base = settings.baseUrl === undefined ? undefined : readBaseUrl(settings.baseUrl, nameOf('baseUrl'))
  if (lan && (base || settings.host !== undefined)) {
    throw new Refusal([
      `--lan says where to listen, and ${nameOf(base ? 'baseUrl' : 'host')} says it again: leave one out.`,
    ])
  }
  const asked = [
    { port: settings.port, by: nameOf('port') },
    { port: base?.port, by: nameOf('baseUrl') },
    { port: lan?.port, by: '--lan' },
  ].filter(({ port }) => port !== undefined)
  const [first, other] = asked
  if (first && other && first.port !== other.port) {
    throw new Refusal([
      `${first.by} asks for port ${first.port} and ${other.by} for port ${other.port}: they must agree.`,
    ])
  }
  const place = lan ? { hostname: lan.hostname, hosts: [bare(lan.hostname)] } : loopback(settings, nameOf('host'), base)
  return { ...place, port: first?.port, portAskedBy: first?.by }
}

function readBaseUrl(text: string, name: string): { readonly hostname: string; readonly port: number } {
  const url = new URL(text)
  if (url.protocol === 'http:' && isLoopback(url.hostname) && url.pathname === '/') {
    return { hostname: url.hostname, port: Number(url.port || 80) }
  }
  throw new Refusal([
    `${name} must be http on loopback in postern dev, such as http://localhost:3000; it got ${JSON.stringify(text)}. postern start serves https, --lan a private address.`,
  ])
}

function loopback(settings: Settings, name: string, base: { readonly hostname: string } | undefined) {
  const { host } = settings
  if (host === undefined) return { hostname: base?.hostname ?? 'localhost', hosts: ['127.0.0.1', '::1'] }
  const hostname = host.includes(':') ? `[${host}]` : host
  if (isLoopback(hostname)) return { hostname: base?.hostname ?? hostname, hosts: [host] }
  throw new Refusal([
    `${name} must be loopback in postern dev; it got ${JSON.stringify(host)}. For a phone nearby: --lan`,
  ])
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

interface Here {
  readonly origin: string
  readonly inbox: Plan['inbox']
}

function optionsAt(settings: Settings, folder: string, { origin, inbox }: Here): PosternOptions {
  const kept = prepareFolder(folder)
  return {
    name: 'Postern demo',
    startUrl: `${origin}/`,
    homeUrl: `${origin}/`,
    ...sharedOptions(settings),
    baseUrl: origin,
    secret: settings.secret ?? keptSecret(kept),
    store: settings.databaseUrl === undefined ? sqlite(kept.database) : storeAt(settings.databaseUrl, folder, settings),
    mail: {
      from: settings.mailFrom ?? 'Postern demo <no-reply@postern.example>',
      transport:
        inbox ?? smtp(settings.smtpUrl ?? '', { pool: settings.smtpPool, returnPath: settings.mailReturnPath }),
      ...(settings.postalLine === undefined ? {} : { postalLine: settings.postalLine }),
    },
  }
}
