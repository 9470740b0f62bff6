/** Checks the options at start; each refusal is a `TypeError` that names the option's path. */
import { deliverBy } from './adapters/deliver/deliver.ts'
import type { Inbox } from './adapters/dev-inbox/dev-inbox.ts'
import { checkApplication } from './application-options.ts'
import { check } from './check.ts'
import type { Id } from './domain/id.ts'
import { isObject } from './domain/kinds.ts'
import { isLoopback } from './domain/loopback.ts'
import { isRole, mustBeRoles } from './domain/role.ts'
import { type Scope, scopeAt } from './domain/scope.ts'
import { checkKinds } from './known-options.ts'
import type { PosternOptions } from './options.ts'
import type { Transport } from './ports/transport.ts'
import { checkTokens, type TokenOptions } from './token-options.ts'

export interface CheckedOptions {
  readonly scope: Scope
  readonly base: string
  readonly development: boolean
  readonly transports: readonly Transport[]
  readonly inbox: Inbox | undefined
  readonly claims?: NonNullable<TokenOptions['claims']>
  readonly introspection: readonly string[]
}

/** What the server's `--lan` allows on top. The library's own door never passes it. */
export interface Leave {
  /** `http` on a private address (RFC 1918, RFC 4193, link-local) counts as development as well. */
  readonly privateNetwork?: boolean
}

/** Checks everything that can be checked without opening anything. */
export function checkOptions(options: PosternOptions<string, object>, leave: Leave = {}): CheckedOptions {
  if (!isObject(options)) throw new TypeError('postern(options): options are missing')
  checkKinds(options)
  const { origin, development } = checkBaseUrl(options.baseUrl, leave)
  const base = checkBasePath(options.basePath ?? '/auth')
  checkSecret(options.secret)
  check(typeof options.store?.open === 'function', 'store', 'must be a store, such as sqlite(path)')
  const transports = checkTransports(options, development)
  checkChores(options)
  const limits = options.limits ?? 'on'
  check(limits === 'on' || development, 'limits', 'can be off only with a base URL on loopback')
  checkRoles(options.roles ?? [])
  const schema = options.userData?.['~standard']
  check(!options.userData || typeof schema?.validate === 'function', 'userData', 'must be a Standard Schema')
  const tokens = checkTokens(options.mode, options.tokens, origin)
  const application = { ...checkApplication(options, origin), ...(tokens.settings && { tokens: tokens.settings }) }
  return {
    base,
    development,
    transports,
    inbox: transports.find(isInbox),
    ...(options.tokens?.claims && { claims: options.tokens.claims.bind(options.tokens) }),
    introspection: tokens.introspection,
    scope: scopeAt({ id: 'default' as Id<'tenant'> }, application, origin + base),
  }
}

function checkBaseUrl(text: string, leave: Leave): { readonly origin: string; readonly development: boolean } {
  const url = parse(text)
  if (!url) throw new TypeError('baseUrl must be an absolute URL such as https://app.example.com')
  check(
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '',
    'baseUrl',
    'must be an origin without a path; basePath says where the handler is mounted',
  )
  const isNear = isLoopback(url.hostname) || (leave.privateNetwork === true && isPrivate(url.hostname))
  const development = url.protocol === 'http:' && isNear
  check(url.protocol === 'https:' || development, 'baseUrl', 'must be https; http is for loopback only')
  return { origin: url.origin, development }
}

/** A hostname as `URL` writes it, so that every IPv4 address is in dotted form. */
export const isPrivate = (hostname: string): boolean =>
  /^(?:10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}$/.test(hostname) ||
  /^\[f(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f]):/.test(hostname)

function checkBasePath(path: string): string {
  check(
    path === '' || /^(?:\/[A-Za-z0-9._~-]+)+$/.test(path),
    'basePath',
    'must be a path such as /auth, without a final slash',
  )
  return path
}

function checkSecret(secret: string | readonly string[]): void {
  const ring = typeof secret === 'string' ? [secret] : secret
  const sound = Array.isArray(ring) && ring.length > 0 && ring.every(isLongEnough)
  check(sound, 'secret', 'must have at least 32 bytes; `openssl rand -base64 32` makes one')
}

const isLongEnough = (secret: unknown): boolean =>
  typeof secret === 'string' && new TextEncoder().encode(secret).length >= 32

function checkChores({ chores }: Pick<PosternOptions, 'chores'>): void {
  check(
    !chores || (isLongEnough(chores.secret) && /^[A-Za-z0-9\-._~+/]+=*$/.test(chores.secret)),
    'chores.secret',
    'must have at least 32 characters of those that Bearer carries; `openssl rand -base64 32` makes one',
  )
}

function checkTransports({ mail }: Pick<PosternOptions, 'mail'>, development: boolean): readonly Transport[] {
  const { transport, deliver } = mail ?? {}
  check(!(deliver && transport), 'mail', 'has both a transport and deliver: one of them takes the messages')
  if (deliver) return [deliverBy(deliver)]
  const given: readonly Transport[] = transport === undefined ? [] : [transport].flat()
  check(
    given.length > 0 && given.every((one) => typeof one.send === 'function'),
    'mail.transport',
    'must be a transport, such as smtp(url), or mail.deliver a function',
  )
  const sound = given.every(({ name, channel }) => typeof name === 'string' && channel === 'mail')
  check(sound, 'mail.transport', "must have a name, and 'mail' as its channel")
  const misplaced = development ? undefined : given.find((one) => one.development)
  check(
    misplaced === undefined,
    'mail.transport',
    `cannot be ${misplaced?.name}: it exists only with a base URL on loopback`,
  )
  return given
}

function checkRoles(roles: readonly string[]): void {
  check(roles.every(isRole), 'roles', mustBeRoles)
  check(new Set(roles).size === roles.length, 'roles', 'must name each role once')
}

const isInbox = (transport: Transport): transport is Transport & Inbox => 'messages' in transport && 'next' in transport

function parse(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined
}
