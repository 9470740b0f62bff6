/** Where the database is, read from a URL. Nothing here ever shows the password. */
import { readFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'

export interface Target {
  /** For start-up messages. */
  readonly location: string
  /** `pg`'s own configuration. */
  readonly connection: {
    readonly host: string
    readonly port: number
    readonly database: string
    readonly user?: string
    readonly password?: string
    readonly ssl: false | { readonly rejectUnauthorized: boolean; readonly ca?: string }
  }
  /** `?pgbouncer=true`: a pooler in transaction mode stands between. */
  readonly pooled: boolean
}

/**
 * `postgres://user:password@host:port/database`. To hosts that are not local the connection is encrypted and the
 * certificate checked: `?sslrootcert=file` names the authority, `?sslmode=no-verify` encrypts without a check,
 * `?sslmode=disable` does neither. Parameters that it does not know are refused: whoever wrote one relies on it. Throws a
 * `TypeError` that never quotes the URL.
 */
export function readTarget(url: string): Target {
  const parsed = parse(url)
  const host = parsed.searchParams.get('host') || decode(parsed.hostname.replace(/^\[|\]$/g, '')) || 'localhost'
  const database = decode(parsed.pathname.slice(1))
  if (database === '') throw new TypeError('postgres(url): the URL names no database')
  expectKnown(parsed.searchParams)
  const port = Number(parsed.port || 5432)
  return {
    location: `postgres://${host.includes(':') ? `[${host}]` : host}:${port}/${database}`,
    pooled: readPooled(parsed.searchParams),
    connection: {
      host,
      port,
      database,
      ...(parsed.username && { user: decode(parsed.username) }),
      ...(parsed.password && { password: decode(parsed.password) }),
      ssl: readTls(parsed.searchParams, host),
    },
  }
}

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new TypeError('postgres(url): the URL must be postgres://user:password@host:port/database')
  }
  return parsed
}

const meant = ['host', 'pgbouncer', 'sslmode', 'sslrootcert']
/** Written by those who host databases, and no matter here: connections have our name, our time-out and a checked certificate. */
const harmless = ['application_name', 'channel_binding', 'connect_timeout']

function expectKnown(query: URLSearchParams): void {
  for (const name of query.keys()) {
    if (meant.includes(name) || harmless.includes(name)) continue
    // What is no name may be a part of the password.
    const shown = /^\w{1,40}$/.test(name) ? `the parameter ${name}` : 'one of the parameters'
    throw new TypeError(`postgres(url): ${shown} is not known; these are: ${meant.join(', ')}`)
  }
}

function readPooled(query: URLSearchParams): boolean {
  const value = query.get('pgbouncer')
  if (value !== null && value !== 'true' && value !== 'false') {
    throw new TypeError('postgres(url): pgbouncer must be true or false')
  }
  return value === 'true'
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new TypeError('postgres(url): a % in the URL must be written as %25')
  }
}

function readTls(query: URLSearchParams, host: string): Target['connection']['ssl'] {
  const file = query.get('sslrootcert')
  const authority = file === null ? {} : { ca: readFileSync(file, 'utf8') }
  switch (query.get('sslmode')) {
    case null:
      return isLocal(host) && file === null ? false : { rejectUnauthorized: true, ...authority }
    case 'disable':
      return false
    case 'no-verify':
      return { rejectUnauthorized: false, ...authority }
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return { rejectUnauthorized: true, ...authority }
    default:
      throw new TypeError('postgres(url): sslmode must be disable, no-verify, require, verify-ca or verify-full')
  }
}

/** This machine: a socket in the file system or a loopback address. */
function isLocal(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}
