import type { Client } from '../../domain/client.ts'
import type { Session } from '../../domain/session.ts'
import type { User } from '../../domain/user.ts'
import type { Turn } from './turn.ts'

export interface CurrentSession {
  readonly session: Session
  readonly user: User
}

/** The live session whose credential the caller presents, one read; none is read where none is presented. */
export async function currentSession(
  { ports, scope, now, at }: Turn,
  client: Client,
): Promise<CurrentSession | undefined> {
  if (!client.session) return undefined
  const found = await ports.store.sessions.find({ ...at, id: client.session.id })
  if (!found || !ports.vault.same(ports.vault.hash(client.session.secret), found.session.hash)) return undefined
  const { session, user } = found
  const over = session.expiresAt <= now || session.idleUntil <= now || user.status !== 'active'
  return over || session.application !== scope.application.id ? undefined : found
}
