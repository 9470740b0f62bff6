/** The live sessions of a user, newest first. */
import type { Id } from '../../domain/id.ts'
import type { Session } from '../../domain/session.ts'
import type { Operation } from '../operation.ts'
import { turnNow } from '../rules/turn.ts'

export const listSessions: Operation<{ readonly user: Id<'user'> }, readonly Session[]> = async (
  ports,
  scope,
  { user },
) => {
  const turn = turnNow(ports, scope)
  return (await ports.store.sessions.list({ ...turn.at, user })).toReversed()
}
