/** The options of the SMTP transport: read once, checked at start. No message of an error repeats a value: one is a password. */

import { parseEmailAddress } from '../../domain/email-address.ts'
import { anything, checkMembers, type Kinds, object } from '../../domain/kinds.ts'
import { isLoopback } from '../../domain/loopback.ts'

export interface SmtpOptions {
  readonly host: string
  /** 465 for `tls`, 587 for `starttls`, 25 for `none`. */
  readonly port?: number | undefined
  readonly user?: string | undefined
  readonly pass?: string | undefined
  /**
   * `tls` from the first byte, `starttls` (required, never skipped), or `none`, for loopback hosts only. By default
   * `tls` on port 465, `none` on loopback, otherwise `starttls`. The certificate is always checked.
   */
  readonly secure?: 'tls' | 'starttls' | 'none' | undefined
  readonly tls?: SmtpTls | undefined
  /**
   * Connections at the same time, opened as they are needed; 50 by default, what Postfix allows one client. They stay
   * open for the next mail. A server that takes fewer is asked for no more than it takes.
   */
  readonly pool?: number | undefined
  readonly timeouts?: SmtpTimeouts | undefined
  /** The name given in EHLO; the machine's by default. */
  readonly name?: string | undefined
  /**
   * The address that mails are given back to: the sender of the envelope, which is the mail's own by default. With it a
   * server that offers delivery status notifications is asked for those of failures and delays, with the mail's headers
   * alone and under the message's id (RFC 3461).
   */
  readonly returnPath?: string | undefined
}

export interface SmtpTls {
  /** Certificates (PEM) to trust in place of the well-known ones. */
  readonly ca?: string | readonly string[] | undefined
  /** The name that the certificate must bear, if not the host. */
  readonly servername?: string | undefined
}

/** Milliseconds. */
export interface SmtpTimeouts {
  /** From DNS to the end of authentication; 10000 by default. */
  readonly connect?: number | undefined
  /** One handover, connecting included, and as long again to wait for a free connection; 20000 by default. */
  readonly send?: number | undefined
  /** How long an unused connection is kept; 240000 by default, less than most servers allow. */
  readonly idle?: number | undefined
}

export interface SmtpAuth {
  readonly user: string
  readonly pass: string
}

export interface SmtpSettings {
  readonly host: string
  readonly port: number
  readonly auth?: SmtpAuth
  readonly secure: 'tls' | 'starttls' | 'none'
  readonly tls: { readonly ca?: string | string[]; readonly servername?: string }
  readonly pool: number
  readonly timeouts: { readonly connect: number; readonly send: number; readonly idle: number }
  readonly name?: string
  readonly returnPath?: string
}

const ports = { tls: 465, starttls: 587, none: 25 } as const

/** What a URL does not say. */
export type SmtpMore = Pick<SmtpOptions, 'tls' | 'pool' | 'timeouts' | 'name' | 'returnPath'>

const kindsOfMore: Kinds<SmtpMore> = {
  name: anything,
  pool: anything,
  returnPath: anything,
  timeouts: object,
  tls: object,
}
const kinds: Kinds<SmtpOptions> = {
  ...kindsOfMore,
  host: anything,
  pass: anything,
  port: anything,
  secure: anything,
  user: anything,
}
const kindsOfTls: Kinds<SmtpTls> = { ca: anything, servername: anything }
const kindsOfTimeouts: Kinds<SmtpTimeouts> = { connect: anything, idle: anything, send: anything }

/** Settings from options or from `smtp://user:pass@host:port` (`smtps://` for TLS from the first byte). */
export function readSettings(input: SmtpOptions | string, more: SmtpMore = {}): SmtpSettings {
  const options = typeof input === 'string' ? { ...more, ...fromUrl(input) } : input
  // What an environment does not set comes as `undefined`, whatever the type says.
  if (typeof options !== 'object' || options === null) {
    throw new TypeError('smtp(target): target must be a URL such as smtp://user:pass@host:port, or options')
  }
  checkNames(typeof input === 'string' ? more : input, typeof input === 'string' ? kindsOfMore : kinds)
  const host = checkHost(options.host)
  const secure = checkSecure(options, host)
  const auth = checkAuth(options)
  const { ca, servername } = options.tls ?? {}
  return {
    host,
    port: within('port', options.port ?? ports[secure], 1, 65_535),
    ...(auth && { auth }),
    secure,
    tls: { ...(ca && { ca: typeof ca === 'string' ? ca : [...ca] }), ...(servername && { servername }) },
    pool: within('pool', options.pool ?? 50, 1, 100),
    timeouts: {
      connect: within('timeouts.connect', options.timeouts?.connect ?? 10_000, 1, 600_000),
      send: within('timeouts.send', options.timeouts?.send ?? 20_000, 1, 600_000),
      idle: within('timeouts.idle', options.timeouts?.idle ?? 240_000, 1, 3_600_000),
    },
    ...(options.name !== undefined && { name: checkName(options.name) }),
    ...(options.returnPath !== undefined && { returnPath: checkReturnPath(options.returnPath) }),
  }
}

/** A misspelt one would leave its default in force without a word. */
function checkNames(given: SmtpMore, known: Kinds<SmtpMore>): void {
  checkMembers(given, known, { before: 'smtp: ', what: 'option' })
  checkMembers(given.tls ?? {}, kindsOfTls, { before: 'smtp: tls.', what: 'option' })
  checkMembers(given.timeouts ?? {}, kindsOfTimeouts, { before: 'smtp: timeouts.', what: 'option' })
}

function fromUrl(text: string): SmtpOptions {
  // The error of `URL` holds the whole text, password included: it goes no further.
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'smtp:' && url?.protocol !== 'smtps:') {
    throw new TypeError('smtp: the URL must be smtp://user:pass@host:port or smtps://…')
  }
  if ((url.pathname !== '' && url.pathname !== '/') || url.search || url.hash) {
    throw new TypeError('smtp: the URL must end after host and port')
  }
  return {
    host: url.hostname,
    port: url.port ? Number(url.port) : undefined,
    user: decode(url.username),
    pass: decode(url.password),
    secure: url.protocol === 'smtps:' ? 'tls' : undefined,
  }
}

function decode(text: string): string | undefined {
  if (text === '') return undefined
  try {
    return decodeURIComponent(text)
  } catch {
    throw new TypeError('smtp: user and password in the URL must be percent-encoded')
  }
}

function checkHost(host: unknown): string {
  const plain = typeof host === 'string' ? host.toLowerCase().replace(/^\[(.*)\]$/, '$1') : ''
  if (!/^[a-z0-9_.:-]{1,253}$/.test(plain)) throw new TypeError('smtp: host must be a host name or an IP address')
  return plain
}

function checkSecure({ secure, port }: SmtpOptions, host: string): 'tls' | 'starttls' | 'none' {
  const chosen = secure ?? (port === 465 ? 'tls' : isLoopback(host) ? 'none' : 'starttls')
  if (!Object.hasOwn(ports, chosen)) throw new TypeError('smtp: secure must be tls, starttls or none')
  if (chosen === 'none' && !isLoopback(host)) {
    throw new TypeError('smtp: secure may be none for a loopback host only; leave it out to use STARTTLS')
  }
  return chosen
}

function checkAuth({ user, pass }: SmtpOptions): SmtpAuth | undefined {
  if (!user && !pass) return undefined
  if (!user || !pass) throw new TypeError('smtp: user and pass go together')
  return { user, pass }
}

function checkName(name: string): string {
  if (!/^[A-Za-z0-9.:[\]-]{1,255}$/.test(name))
    throw new TypeError('smtp: name must be a host name or an address literal')
  return name
}

function checkReturnPath(returnPath: string): string {
  const address = parseEmailAddress(returnPath)?.address
  if (address === undefined) throw new TypeError('smtp: returnPath must be an address without a name')
  return address
}

function within(option: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new TypeError(`smtp: ${option} must be a whole number from ${least} to ${most}`)
}
