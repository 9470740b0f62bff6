/** The options `mode` and `tokens`: what callers hold beside or instead of the session cookie. */
import { type Duration, days, minutes } from './domain/instant.ts'
import type { SigningAlgorithm, TokenSettings } from './domain/scope.ts'
import type { PosternSession, PosternUser } from './nouns/public-user.ts'

export interface TokenOptions<Role extends string = string, Data extends object = object> {
  /**
   * How long an access token lives, in milliseconds: 5 to 15 minutes, 10 by default. `false` signs none: in bearer mode
   * the token is then the session's own credential, looked up at every use.
   */
  readonly accessToken?: Duration | false
  /** How long refresh tokens of one sign-in go on, in milliseconds. 30 days by default, and never past their session. */
  readonly refreshToken?: Duration
  /** `ES256` by default. */
  readonly algorithm?: SigningAlgorithm
  /** Whom access tokens are for. The base URL's origin by default. */
  readonly audience?: string
  /** Claims to add; none by default. They cannot overwrite Postern's own. Two seconds, then the token goes out without them. */
  claims?(user: PosternUser<Role, Data>, session: PosternSession): AddedClaims | Promise<AddedClaims>
  /**
   * The secret that lets other services ask `POST /introspect`, at least 32 letters. A list rotates: all are taken. Left
   * out, there is no such route.
   */
  readonly introspection?: string | readonly string[]
  /** How long a key signs, in milliseconds. 90 days by default. */
  readonly rotateEvery?: Duration
}

export type AddedClaims = Readonly<Record<string, unknown>>

export interface CheckedTokens {
  readonly settings: TokenSettings | undefined
  readonly introspection: readonly string[]
}

const algorithms: readonly unknown[] = ['ES256', 'EdDSA', 'RS256']

/** Throws a `TypeError` that names the option. */
export function checkTokens(mode: unknown, given: TokenOptions | undefined, origin: string): CheckedTokens {
  check(mode === undefined || mode === 'cookie' || mode === 'bearer', 'mode', "must be 'cookie' or 'bearer'")
  check(given === undefined || (typeof given === 'object' && given !== null), 'tokens', 'must be an object')
  const tokens = given ?? {}
  const settings: TokenSettings = {
    mode: mode ?? 'cookie',
    accessToken: tokens.accessToken ?? minutes(10),
    refreshToken: tokens.refreshToken ?? days(30),
    algorithm: tokens.algorithm ?? 'ES256',
    audience: tokens.audience ?? origin,
    rotateEvery: tokens.rotateEvery ?? days(90),
  }
  checkSettings(settings)
  check(
    tokens.claims === undefined || typeof tokens.claims === 'function',
    'tokens.claims',
    'must be a function of user and session',
  )
  const wanted = settings.mode === 'bearer' || (given !== undefined && settings.accessToken !== false)
  const introspection = checkIntrospection(tokens.introspection)
  check(wanted || introspection.length === 0, 'tokens.introspection', 'has no token to speak of: none is given out')
  return { settings: wanted ? settings : undefined, introspection }
}

function checkSettings({ accessToken, refreshToken, algorithm, audience, rotateEvery }: TokenSettings): void {
  check(
    accessToken === false || isWithin(accessToken, minutes(5), minutes(15)),
    'tokens.accessToken',
    'must be between 5 and 15 minutes, in milliseconds, or false',
  )
  check(
    isWithin(refreshToken, minutes(15), days(3650)),
    'tokens.refreshToken',
    'must be at least 15 minutes, in milliseconds',
  )
  check(algorithms.includes(algorithm), 'tokens.algorithm', "must be 'ES256', 'EdDSA' or 'RS256'")
  check(
    typeof audience === 'string' && /^[\x21-\x7e]{1,512}$/.test(audience),
    'tokens.audience',
    'must be text without spaces, such as https://api.example.com',
  )
  check(isWithin(rotateEvery, days(1), days(3650)), 'tokens.rotateEvery', 'must be at least a day, in milliseconds')
}

function checkIntrospection(given: unknown): readonly string[] {
  if (given === undefined) return []
  const all: readonly unknown[] = Array.isArray(given) ? given : [given]
  check(
    all.length > 0 && all.every((one) => typeof one === 'string' && bearerShape.test(one)),
    'tokens.introspection',
    'must have at least 32 letters that a header can carry; `openssl rand -base64 32` makes one',
  )
  return all as readonly string[]
}

/** What `Authorization: Bearer` can carry (RFC 6750 §2.1). */
const bearerShape = /^[A-Za-z0-9\-._~+/]{32,512}=*$/

const isWithin = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most

function check(condition: boolean, path: string, must: string): asserts condition {
  if (!condition) throw new TypeError(`${path} ${must}`)
}
