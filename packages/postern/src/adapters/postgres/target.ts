/** Where the database is, read from a URL. Nothing here ever shows the password. */
import { readFileSync } from 'node:fs'

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
 * `?sslmode=disable` does neither. Throws a `TypeError` that never quotes the URL.
 */
export function readTarget(url: string): Target {
  const parsed = parse(url)
  const host = decodeURIComponent(parsed.searchParams.get('host') ?? parsed.hostname.replace(/^\[|\]$/g, ''))
  const database = decodeURIComponent(parsed.pathname.slice(1))
  if (database === '') throw new TypeError('postgres(url): the URL names no database')
  const port = Number(parsed.port || 5432)
  return {
    location: `postgres://${host.includes(':') ? `[${host}]` : host}:${port}/${database}`,
    pooled: parsed.searchParams.get('pgbouncer') === 'true',
    connection: {
      host: host || 'localhost',
      port,
      database,
      ...(parsed.username && { user: decodeURIComponent(parsed.username) }),
      ...(parsed.password && { password: decodeURIComponent(parsed.password) }),
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
  return host === '' || host.startsWith('/') || host === 'localhost' || host === '::1' || host.startsWith('127.')
}
