/** The verifier's options: checked at start, each refusal a `TypeError` that names the option's path. */
import { isLoopback } from '../domain/loopback.ts'

export type TokenAlgorithm = 'ES256' | 'EdDSA' | 'RS256'

export interface VerifierOptions {
  /** Who signs, letter for letter: the base URL with the base path, `https://app.example.com/auth`. */
  readonly issuer: string
  /** Whom tokens must be for: `tokens.audience` of the issuing side. Of several, one is enough. */
  readonly audience: string | readonly string[]
  /** What must have been signed in to, where one issuer serves several applications. Any, when absent. */
  readonly application?: string | readonly string[]
  /** `https`; `http` on loopback only. The issuer's `/jwks.json` by default. */
  readonly jwksUri?: string
  /** What may sign. All three by default; nothing symmetric can be named. */
  readonly algorithms?: readonly TokenAlgorithm[]
  /** How far two clocks may differ, in milliseconds. 0 by default, five minutes at most. */
  readonly clockTolerance?: number
  /** Where to ask whether a token's session is still there (RFC 7662). */
  readonly introspection?: IntrospectionOptions
  /** `always` asks about every token that is otherwise good. Without it, `verify` asks when its call says so. */
  readonly introspect?: 'always'
  /** Instead of the global one, for instance a service binding. It has to follow its `signal`. */
  readonly fetch?: Ask
  /** Milliseconds since 1970, for tests that hold the time. */
  readonly now?: () => number
}

export interface IntrospectionOptions {
  /** The issuer's `/introspect` by default. */
  readonly url?: string
  /** One of `tokens.introspection` of the issuing side: 32 bytes or more. */
  readonly secret: string
  /** How long an answer counts, in milliseconds: as late may a revocation be noticed. 0 by default, a minute at most. */
  readonly cacheFor?: number
}

/** As much of `fetch` as is used. */
export type Ask = (url: string, init: RequestInit) => Promise<Response>

export interface CheckedVerifierOptions {
  readonly issuer: string
  readonly audience: readonly string[]
  readonly applications: readonly string[] | undefined
  readonly jwksUri: string
  readonly algorithms: readonly TokenAlgorithm[]
  readonly clockTolerance: number
  readonly introspection: Required<IntrospectionOptions> | undefined
  readonly always: boolean
  readonly ask: Ask
  readonly now: () => number
}

const known: readonly TokenAlgorithm[] = ['ES256', 'EdDSA', 'RS256']

/** Opens nothing and asks nobody. */
export function checkVerifierOptions(options: VerifierOptions): CheckedVerifierOptions {
  check(typeof options === 'object' && options !== null, 'options', 'must be an object')
  checkIssuer(options.issuer)
  const introspection = checkIntrospection(options)
  const { introspect, application } = options
  check(introspect === undefined || introspect === 'always', 'introspect', "must be 'always' or absent")
  check(introspect === undefined || introspection !== undefined, 'introspection', 'must be there to introspect always')
  const jwksUri = options.jwksUri ?? `${options.issuer}/jwks.json`
  checkUrl(jwksUri, 'jwksUri')
  for (const name of ['fetch', 'now'] as const)
    check(options[name] === undefined || typeof options[name] === 'function', name, 'must be a function')
  return {
    issuer: options.issuer,
    audience: checkNames(options.audience, 'audience'),
    applications: application === undefined ? undefined : checkNames(application, 'application'),
    jwksUri,
    algorithms: checkAlgorithms(options.algorithms ?? known),
    clockTolerance: checkLength(options.clockTolerance ?? 0, 'clockTolerance', 300_000),
    introspection,
    always: introspect === 'always',
    ask: options.fetch ?? ((url, init) => fetch(url, init)),
    now: options.now ?? Date.now,
  }
}

function checkIssuer(issuer: string): void {
  checkUrl(issuer, 'issuer')
  check(!/[?#]|\/$/.test(issuer), 'issuer', 'must have no query and no final slash')
}

function checkIntrospection({ introspection, issuer }: VerifierOptions): Required<IntrospectionOptions> | undefined {
  if (introspection === undefined) return undefined
  check(typeof introspection === 'object' && introspection !== null, 'introspection', 'must be an object with a secret')
  const { url = `${issuer}/introspect`, secret, cacheFor = 0 } = introspection
  checkUrl(url, 'introspection.url')
  check(
    typeof secret === 'string' && /^[\x21-\x7e]{32,}$/.test(secret),
    'introspection.secret',
    'must have at least 32 bytes, all of them visible ASCII',
  )
  return { url, secret, cacheFor: checkLength(cacheFor, 'introspection.cacheFor', 60_000) }
}

function checkUrl(text: unknown, path: string): void {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined
  if (!url) throw new TypeError(`${path} must be an absolute URL such as https://app.example.com/auth`)
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  check(isSafe, path, 'must be https; http is for loopback only')
  check(url.username === '' && url.password === '', path, 'must name no user')
  check(url.hash === '', path, 'must have no fragment')
}

function checkNames(given: string | readonly string[], path: string): readonly string[] {
  const names = typeof given === 'string' ? [given] : given
  check(Array.isArray(names) && names.length > 0 && names.every(isName), path, 'must be a text, or a list of some')
  return [...names]
}

const isName = (name: unknown): boolean => typeof name === 'string' && name !== ''

function checkAlgorithms(given: readonly TokenAlgorithm[]): readonly TokenAlgorithm[] {
  const isSound = Array.isArray(given) && given.length > 0 && given.every((one) => known.includes(one))
  check(isSound, 'algorithms', `must be a list out of ${known.join(', ')}`)
  return [...given]
}

function checkLength(value: number, path: string, most: number): number {
  check(Number.isFinite(value) && value >= 0 && value <= most, path, `must be 0 to ${most} milliseconds`)
  return value
}

function check(condition: boolean, path: string, must: string): asserts condition {
  if (!condition) throw new TypeError(`${path} ${must}`)
}
