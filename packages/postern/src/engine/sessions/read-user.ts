/** Who is signed in, and nothing else: the question asked most often. One read, no more of a session than it takes. */
import type { Client } from '../../domain/client.ts'
import type { SessionHolder, ShownUser } from '../../ports/records.ts'
import type { Operation } from '../operation.ts'
import { namedSession } from '../rules/current-session.ts'
import { noteSeen } from '../rules/seen.ts'
import { type Turn, turnNow } from '../rules/turn.ts'

export interface SignedInUser {
  readonly user: ShownUser
  /** What she is in the session's application. */
  readonly roles: readonly string[]
}

export const readUser: Operation<{ readonly client: Client }, SignedInUser | undefined> = async (
  ports,
  scope,
  { client },
) => {
  const turn = turnNow(ports, scope)
  const found = await (client.accessToken ? namedSession(turn, client) : findHolder(turn, client))
  if (!found || !isHeld(turn, client, found)) return undefined
  const noting = noteSeen(turn, found.session)
  if (noting) await noting
  return found
}

function findHolder({ ports, scope, at }: Turn, { session }: Client): Promise<SessionHolder | undefined> | undefined {
  return session && ports.store.sessions.findHolder({ ...at, id: session.id, application: scope.application.id })
}

/** A token was checked where it was read. */
function isHeld({ ports }: Turn, { accessToken, session }: Client, found: SessionHolder): boolean {
  if (accessToken) return true
  return session !== undefined && ports.vault.same(ports.vault.hash(session.secret), found.session.hash)
}
