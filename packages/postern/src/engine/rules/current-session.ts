import type { Client } from '../../domain/client.ts'
import type { RawSecret } from '../../domain/credential.ts'
import { parseId } from '../../domain/id.ts'
import type { Session } from '../../domain/session.ts'
import type { User } from '../../domain/user.ts'
import type { Turn } from './turn.ts'

export interface CurrentSession {
  readonly session: Session
  readonly user: User
  /** What she is in the session's application. */
  readonly roles: readonly string[]
  readonly registrationData?: Readonly<Record<string, unknown>>
}

/** The live session whose credential the caller presents, one read; none is read where none is presented. */
export async function currentSession(turn: Turn, client: Client): Promise<CurrentSession | undefined> {
  const found = await presentedSession(turn, client)
  if (!found) return undefined
  const { session, user } = found
  const over = session.expiresAt <= turn.now || session.idleUntil <= turn.now || user.status !== 'active'
  return over ? undefined : found
}

/** The same, also when its user may not use it now. */
export async function presentedSession(turn: Turn, client: Client): Promise<CurrentSession | undefined> {
  const { ports, scope, at } = turn
  if (client.accessToken) return sessionOfToken(turn, client.accessToken)
  if (!client.session) return undefined
  const found = await ports.store.sessions.find({ ...at, id: client.session.id })
  if (!found || !ports.vault.same(ports.vault.hash(client.session.secret), found.session.hash)) return undefined
  return found.session.application === scope.application.id ? found : undefined
}

/** A signed token says whose it is; the row says whether that is still so. */
async function sessionOfToken({ ports, scope, at }: Turn, token: RawSecret): Promise<CurrentSession | undefined> {
  const claims = await ports.signer.verify(scope, token.reveal())
  const id = claims && parseId<'session'>(claims.sid)
  const found = id && (await ports.store.sessions.find({ ...at, id }))
  if (!found || found.session.application !== scope.application.id) return undefined
  return found.user.id === claims.sub ? found : undefined
}
