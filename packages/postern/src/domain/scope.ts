/** Tenant and application with their settings: resolved once at the door and handed down as an argument. */
import type { SecretHash } from './credential.ts'
import type { Id } from './id.ts'
import type { Duration } from './instant.ts'
import type { Look } from './look.ts'

export interface Tenant {
  /** `default` in the library. */
  readonly id: Id<'tenant'>
}

/** Who may get an account. Never shown before proof (invariant 10). */
export type SignUp = 'open' | 'closed' | 'invited' | { readonly domains: readonly string[] }

export interface CodeFormat {
  /** `letters` and `alphanumeric` leave out what is mistaken for something else. `bytes` are random bytes as base64url. */
  readonly kind: 'digits' | 'letters' | 'alphanumeric' | 'bytes'
  /** Characters; bytes for `bytes`. */
  readonly length: number
}

export interface Lifetimes {
  /**
   * Of links and codes, from the transport's acceptance; twice this from the request at most. Where sign-up is not open,
   * codes and who waits have it from the request. 10 minutes by default.
   */
  readonly secrets: Duration
  /** Of a session nobody uses. 7 days by default. */
  readonly sessionIdle: Duration
  /** Of a session, however much it is used. 30 days by default. */
  readonly session: Duration
  /** Of what makes a browser the asker of its attempts. 24 hours by default, which is also the most. */
  readonly binding: Duration
  /** How long a browser that signed somebody in is known, with reserves that strangers cannot spend. A year by default. */
  readonly knownBrowser: Duration
  /** How long a proof of the mailbox counts as fresh, for what a session alone may not do. 10 minutes by default. */
  readonly freshProof: Duration
}

/** What is handed to callers who cannot keep our cookie, or who show other services who is signed in. */
export interface TokenSettings {
  /** `bearer`: a finished sign-in answers tokens instead of the session cookie. `cookie`: beside it, when asked. */
  readonly mode: 'cookie' | 'bearer'
  /** How long an access token lives. `false`: none is signed; a bearer then holds its session's own credential. */
  readonly accessToken: Duration | false
  /** How long a family of refresh tokens lives, and never longer than its session. */
  readonly refreshToken: Duration
  readonly algorithm: SigningAlgorithm
  readonly audience: string
  /** What access tokens say beside our own claims, which none of these replaces. */
  readonly claims?: ClaimSettings
  /** How long a key signs before the next one takes its place. */
  readonly rotateEvery: Duration
}

export interface ClaimSettings {
  /** The same in every token. */
  readonly fixed?: Readonly<Record<string, unknown>>
  /** Members of `user.data`, by the claim that carries them. */
  readonly user?: Readonly<Record<string, string>>
  /** Members of the registration's data, by the claim that carries them. */
  readonly registration?: Readonly<Record<string, string>>
}

/** Numbers that a tenant may set lower than the installation's, never higher. */
export interface TightLimits {
  /** Mails to one address in 15 minutes. */
  readonly mailsPerQuarterHour?: number
  /** Mails to one address in a day. */
  readonly mailsPerDay?: number
  /** Mails asked for by one network in an hour. Wider networks follow in proportion. */
  readonly mailsPerNetworkHour?: number
  /** Guesses at codes of one address in a day. */
  readonly triesPerDay?: number
}

export type SigningAlgorithm = 'ES256' | 'EdDSA' | 'RS256'

export interface Application {
  readonly id: Id<'application'>
  readonly name: string
  /** Whether anybody may sign in to it now. */
  readonly signIn: 'on' | 'off'
  readonly logoUrl?: string
  readonly homeUrl?: string
  /** Where a finished sign-in goes when nothing else was asked for, and always in a browser that did not ask. */
  readonly startUrl?: string
  readonly redirects: readonly string[]
  /** Redirect targets with one `*` that stands for a part of the host's first label: previews of a site. */
  readonly previews: readonly string[]
  /** Hashes of the secrets that a confidential application proves. None: it is public. */
  readonly secrets: readonly SecretHash[]
  /** Other origins whose pages may call. */
  readonly origins: readonly string[]
  readonly signUp: SignUp
  /** The roles that may be given. Absent: any. */
  readonly roles?: readonly string[]
  /** Whether a link opened elsewhere may let the asking browser in by its number. */
  readonly approval: boolean
  readonly sameBrowserOnly: boolean
  readonly link: 'fragment' | 'query'
  /** The application's own page for links, which redeems `#<id>.<secret>` itself. Exact, without a fragment. */
  readonly linkUrl?: string
  /** How many mails of one attempt work at the same time. */
  readonly liveSets: 1 | 2 | 3
  readonly code: CodeFormat
  /** Tells an address without an account by mail that sign-up is closed. */
  readonly explainClosed: boolean
  /** Tells a user by mail when a browser signs in that does not know her. */
  readonly newDeviceMail: boolean
  readonly limits: 'on' | 'off'
  readonly tightLimits?: TightLimits
  readonly lifetimes: Lifetimes
  /** Absent: cookies alone, and nothing is ever signed. */
  readonly tokens?: TokenSettings
  readonly locale: string
  /** The languages it speaks, its own first. Absent: all. */
  readonly locales?: readonly string[]
  readonly timeZone: string
  readonly theme?: 'light' | 'dark'
  readonly look?: Look
  /** Sentences of its own, by language and by the name of ours that each replaces. */
  readonly texts?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly mail: {
    readonly from: { readonly name: string; readonly address: string }
    /** Where answers go, when that is not `from`. */
    readonly replyTo?: string
    readonly postalLine?: string
  }
}

export interface Scope {
  readonly tenant: Tenant
  readonly application: Application
  /** Origin and base path, `https://app.example.com/auth`, without a final slash. From configuration only. */
  readonly baseUrl: string
  /** The base URL's origin. */
  readonly origin: string
  /** The base URL's path without a final slash: `/auth`. */
  readonly base: string
}

/**
 * A page below the base path, by its path from the root. Where a tenant has several applications its URL names this one:
 * nothing else in it does.
 */
export function pagePath({ application: { id }, base }: Pick<Scope, 'application' | 'base'>, path: string): string {
  return `${base}${path}${inApplication(id, path)}`
}

/** The query that names an application: none for the one that every call is for that names none. */
export function inApplication(id: Id<'application'>, path = ''): string {
  return id === 'default' ? '' : `${path.includes('?') ? '&' : '?'}application=${id}`
}

export function scopeAt(tenant: Tenant, application: Application, baseUrl: string): Scope {
  const { origin } = new URL(baseUrl)
  return { tenant, application, baseUrl, origin, base: baseUrl.slice(origin.length) }
}
