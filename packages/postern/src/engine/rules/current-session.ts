import type { Client } from '../../domain/client.ts'
import type { Session } from '../../domain/session.ts'
import type { User } from '../../domain/user.ts'
import type { Turn } from './turn.ts'

export interface CurrentSession {
  readonly session: Session
  readonly user: User
  /** What she is in the session's application. */
  readonly roles: readonly string[]
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
export async function presentedSession(
  { ports, scope, at }: Turn,
  client: Client,
): Promise<CurrentSession | undefined> {
  if (!client.session) return undefined
  const found = await ports.store.sessions.find({ ...at, id: client.session.id })
  if (!found || !ports.vault.same(ports.vault.hash(client.session.secret), found.session.hash)) return undefined
  return found.session.application === scope.application.id ? found : undefined
}
