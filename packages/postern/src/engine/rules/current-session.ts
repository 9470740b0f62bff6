import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import { parseId } from '../../domain/id.ts'
import { instant } from '../../domain/instant.ts'
import type { Session } from '../../domain/session.ts'
import type { User } from '../../domain/user.ts'
import type { AccessClaims } from '../../ports/signer.ts'
import { isBearer, toSeconds } from './tokens.ts'
import type { Turn } from './turn.ts'

export interface CurrentSession {
  readonly session: Session
  readonly user: User
  /** What she is in the session's application. */
  readonly roles: readonly string[]
  readonly registrationData?: Readonly<Record<string, unknown>>
}

/** The live session that the caller holds, one read; none is read where none is presented. */
export async function currentSession(turn: Turn, client: Client): Promise<CurrentSession | undefined> {
  const found = client.accessToken ? sessionOfToken(turn, client.accessToken, isOwn) : sessionOfCredential(turn, client)
  return live(turn, await found)
}

/**
 * The same, in whichever application of the tenant a cookie's is: the next sign-in in that browser takes the cookie's
 * place. It says who she is, and opens nothing.
 */
export async function heldSession(turn: Turn, client: Client): Promise<CurrentSession | undefined> {
  return client.accessToken ? currentSession(turn, client) : live(turn, await sessionOfCookie(turn, client))
}

/**
 * The one that the caller gives up, also when its user may not use it now: a cookie's in whichever application of the
 * tenant, for nobody holds it afterwards.
 */
export async function leftSession(turn: Turn, client: Client): Promise<CurrentSession | undefined> {
  return client.accessToken ? sessionOfToken(turn, client.accessToken, isOwn) : sessionOfCookie(turn, client)
}

/**
 * The live session that the caller speaks of, for questions alone: a token that its owner handed on, to another service
 * or an application, says who she is and does nothing in her name.
 */
export async function namedSession(turn: Turn, client: Client): Promise<CurrentSession | undefined> {
  const found = client.accessToken ? sessionOfToken(turn, client.accessToken) : sessionOfCredential(turn, client)
  return live(turn, await found)
}

function live(turn: Turn, found: CurrentSession | undefined): CurrentSession | undefined {
  if (!found) return undefined
  const { session, user } = found
  const over = session.expiresAt <= turn.now || session.idleUntil <= turn.now || user.status !== 'active'
  return over ? undefined : found
}

async function sessionOfCredential(turn: Turn, client: Client): Promise<CurrentSession | undefined> {
  const found = await sessionOfCookie(turn, client)
  return found?.session.application === turn.scope.application.id ? found : undefined
}

async function sessionOfCookie({ ports, at }: Turn, { session }: Client): Promise<CurrentSession | undefined> {
  const found = session && (await ports.store.sessions.find({ ...at, id: session.id }))
  if (!found || !ports.vault.same(ports.vault.hash(session.secret), found.session.hash)) return undefined
  return found
}

/** Where a bearer holds no cookie, its access token is what it holds its session by. */
const isOwn = ({ scope }: Turn, claims: AccessClaims): boolean => isBearer(scope) && claims.handed_off !== true

/** A signed token says whose it is; the row says whether that is still so. */
async function sessionOfToken(
  turn: Turn,
  token: RawSecret,
  counts: (turn: Turn, claims: AccessClaims) => boolean = () => true,
): Promise<CurrentSession | undefined> {
  const { ports, scope, at } = turn
  const claims = await ports.signer.verify(scope, token.reveal())
  const id = claims && counts(turn, claims) ? parseId<'session'>(claims.sid) : undefined
  const found = id && (await ports.store.sessions.find({ ...at, id }))
  if (!claims || !found || found.session.application !== scope.application.id) return undefined
  return found.user.id === claims.sub ? { ...found, session: asSigned(found.session, claims) } : undefined
}

/** Proved as it was when the token was signed: a copy rises with nothing that was proved later (invariant 13). */
function asSigned(session: Session, { auth_time: proved }: AccessClaims): Session {
  const { provedAt, ...unproved } = session
  if (provedAt === undefined || toSeconds(provedAt) <= proved) return session
  return proved > toSeconds(session.createdAt) ? { ...unproved, provedAt: instant(proved * 1000) } : unproved
}
