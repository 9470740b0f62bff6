/** Access tokens: what they say, how long they live, and what a bearer receives when its sign-in is done. */
import { type Credential, formatCredential, RawSecret } from '../../domain/credential.ts'
import { type Duration, earlier, type Instant, instant } from '../../domain/instant.ts'
import type { Scope, TokenSettings } from '../../domain/scope.ts'
import type { Session } from '../../domain/session.ts'
import type { Registration, User } from '../../domain/user.ts'
import type { AccessClaims } from '../../ports/signer.ts'
import type { Turn } from './turn.ts'

export interface Tokens {
  readonly accessToken: RawSecret
  readonly refreshToken?: Credential<'family'>
  /** Of the access token, from now. */
  readonly expiresIn: Duration
}

/** Whom a token speaks of. */
export interface TokenHolder {
  readonly user: User
  readonly session: Omit<Session, 'hash'>
  readonly roles: readonly string[]
  readonly registrationData?: Readonly<Record<string, unknown>>
  /** Whether an application gets it, by an exchange. */
  readonly handedOff?: boolean
}

/** A registration's data, as a holder has it. */
export const dataOf = (registration: Registration | undefined): Pick<TokenHolder, 'registrationData'> =>
  registration?.data ? { registrationData: registration.data } : {}

type Signing = TokenSettings & { readonly accessToken: Duration }

/** The settings of a scope that signs access tokens. */
export function signingOf({ application: { tokens } }: Scope): Signing | undefined {
  return tokens && tokens.accessToken !== false ? { ...tokens, accessToken: tokens.accessToken } : undefined
}

export const isBearer = ({ application }: Scope): boolean => application.tokens?.mode === 'bearer'

/** Whether a sign-in opens a family of refresh tokens. */
export const opensFamily = (scope: Scope): boolean => isBearer(scope) && signingOf(scope) !== undefined

/** What a bearer receives. With signing turned off its token is the session's own credential: looked up, never signed. */
export async function bearerTokens(
  turn: Turn,
  holder: TokenHolder,
  { session, family }: { readonly session: Credential<'session'>; readonly family: Credential<'family'> | undefined },
): Promise<Tokens | undefined> {
  if (!isBearer(turn.scope)) return undefined
  const tokens = await tokensOf(turn, holder, session)
  return tokens && { ...tokens, ...(family && signingOf(turn.scope) && { refreshToken: family }) }
}

/** The access token of a session: a signed one, or where none is signed its own credential, if that is at hand. */
export async function tokensOf(
  turn: Turn,
  holder: TokenHolder,
  session: Credential<'session'> | undefined,
): Promise<Tokens | undefined> {
  const signed = await accessToken(turn, holder)
  if (signed || !session) return signed
  const { idleUntil, expiresAt } = holder.session
  const end = earlier(idleUntil, expiresAt)
  return { accessToken: new RawSecret(formatCredential(session)), expiresIn: end - turn.now }
}

/** A fresh access token of the session, or `undefined` where none is signed. It never outlives its session. */
export async function accessToken(
  turn: Turn,
  holder: TokenHolder,
): Promise<Pick<Tokens, 'accessToken' | 'expiresIn'> | undefined> {
  const { ports, scope, now } = turn
  const settings = signingOf(scope)
  if (!settings) return undefined
  const ends = earlier(instant(now + settings.accessToken), holder.session.expiresAt)
  const more = (await ports.claims?.(holder.user, holder.session, holder.roles)) ?? {}
  const claims = {
    ...configuredClaims(settings, holder),
    ...more,
    ...accessClaims(turn, holder, settings.audience, ends),
  }
  return {
    accessToken: new RawSecret(await ports.signer.sign(scope, claims)),
    expiresIn: (claims.exp - claims.iat) * 1000,
  }
}

/** What the application wants said beside our own claims. What nobody has is left out. */
function configuredClaims({ claims }: TokenSettings, { user, registrationData }: TokenHolder): Record<string, unknown> {
  const picked = (from: Readonly<Record<string, unknown>> = {}, wanted: Readonly<Record<string, string>> = {}) =>
    Object.entries(wanted).flatMap(([claim, member]) => (Object.hasOwn(from, member) ? [[claim, from[member]]] : []))
  const found = [...picked(user.data, claims?.user), ...picked(registrationData, claims?.registration)]
  return { ...claims?.fixed, ...Object.fromEntries(found) }
}

function accessClaims(
  { ports, scope, now }: Turn,
  { user, session, roles, handedOff }: TokenHolder,
  audience: string,
  ends: Instant,
): AccessClaims {
  return {
    iss: scope.baseUrl,
    aud: audience,
    sub: user.id,
    client_id: scope.application.id,
    sid: session.id,
    iat: toSeconds(now),
    exp: toSeconds(ends),
    jti: ports.vault.id(now),
    auth_time: toSeconds(session.provedAt ?? session.createdAt),
    amr: session.methods,
    email: user.email,
    roles,
    ...(handedOff && { handed_off: true }),
  }
}

export const toSeconds = (moment: Instant): number => Math.floor(moment / 1000)
