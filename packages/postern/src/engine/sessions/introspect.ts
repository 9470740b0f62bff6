/**
 * Introspection (RFC 7662): whether a token is good at this moment. It looks at the session's row, so that a sign-out, a
 * ban or a revoked session says no at once, while a signed token alone would go on until its `exp`. Where nobody may sign
 * in, none is.
 */
import { type Credential, parseCredential, RawSecret } from '../../domain/credential.ts'
import { earlier } from '../../domain/instant.ts'
import type { Session } from '../../domain/session.ts'
import type { Operation } from '../operation.ts'
import { currentSession, namedSession } from '../rules/current-session.ts'
import { findFamily, isFamilyOver, standingOf } from '../rules/families.ts'
import { isOff } from '../rules/gate.ts'
import { signingOf, type TokenHolder, toSeconds } from '../rules/tokens.ts'
import { type Turn, turnNow } from '../rules/turn.ts'

/** Names as RFC 7662 §2.2 has them; times are seconds since 1970. */
export interface ActiveToken {
  readonly active: true
  /** `refresh_token` is no type that anything is called with: it opens nothing but `/refresh`. */
  readonly token_type: 'Bearer' | 'refresh_token'
  readonly iss: string
  /** Where an access token is taken; a refresh token has none. */
  readonly aud?: string
  readonly client_id: string
  readonly sub: string
  readonly sid: string
  readonly iat: number
  readonly exp: number
  readonly jti?: string
  readonly email: string
  readonly roles: readonly string[]
}

export type Introspected = { readonly kind: 'active'; readonly token: ActiveToken } | { readonly kind: 'inactive' }

const inactive: Introspected = { kind: 'inactive' }

export interface Introspection {
  readonly token: string
  /** What the caller takes it for (`token_type_hint`). */
  readonly hint?: string | undefined
}

/** A refresh token is good for whoever asks about one, and for nobody who was shown it as an access token. */
export const introspect: Operation<Introspection, Introspected> = async (ports, scope, { token, hint }) => {
  if (isOff(scope)) return inactive
  const turn = turnNow(ports, scope)
  const credential = parseCredential<'family'>(token)
  if (!credential) return accessFacts(turn, token)
  if (!signingOf(scope)) return sessionFacts(turn, credential)
  return hint === 'refresh_token' ? refreshFacts(turn, credential) : inactive
}

async function accessFacts(turn: Turn, token: string): Promise<Introspected> {
  const { ports, scope } = turn
  const claims = signingOf(scope) && (await ports.signer.verify(scope, token))
  const current = claims && (await namedSession(turn, { ...nobody, accessToken: new RawSecret(token) }))
  if (!claims || !current) return inactive
  const { iat, exp, jti } = claims
  return { kind: 'active', token: { ...factsForAccess(turn, current), iat, exp, jti } }
}

async function refreshFacts(turn: Turn, credential: Credential<'family'>): Promise<Introspected> {
  const found = await findFamily(turn, credential)
  if (!found || standingOf(turn, found, credential.secret) !== 'current') return inactive
  const { family, user, session, registration } = found
  if (isFamilyOver(turn, found) || user.status !== 'active') return inactive
  const ends = earlier(family.expiresAt, earlier(session.idleUntil, session.expiresAt))
  const roles = registration?.roles ?? []
  const times = { iat: toSeconds(family.rotatedAt), exp: toSeconds(ends) }
  return { kind: 'active', token: { ...facts(turn, { user, session, roles }), token_type: 'refresh_token', ...times } }
}

/** Where nothing is signed a bearer holds its session's own credential. */
async function sessionFacts(turn: Turn, { id, secret }: Credential<'family'>): Promise<Introspected> {
  if (turn.scope.application.tokens?.mode !== 'bearer') return inactive
  const session = { id: id as string as Session['id'], secret }
  const current = await currentSession(turn, { ...nobody, session })
  if (!current) return inactive
  const { createdAt, idleUntil, expiresAt } = current.session
  const times = { iat: toSeconds(createdAt), exp: toSeconds(earlier(idleUntil, expiresAt)) }
  return { kind: 'active', token: { ...factsForAccess(turn, current), ...times } }
}

const nobody = { kind: 'program', asked: {}, networks: [] } as const

function factsForAccess(turn: Turn, holder: TokenHolder): Omit<ActiveToken, 'iat' | 'exp'> {
  const { application, baseUrl } = turn.scope
  return { ...facts(turn, holder), token_type: 'Bearer', aud: application.tokens?.audience ?? baseUrl }
}

function facts(
  { scope }: Turn,
  { user, session, roles }: TokenHolder,
): Omit<ActiveToken, 'iat' | 'exp' | 'token_type'> {
  return {
    active: true,
    iss: scope.baseUrl,
    client_id: scope.application.id,
    sub: user.id,
    sid: session.id,
    email: user.email,
    roles,
  }
}
