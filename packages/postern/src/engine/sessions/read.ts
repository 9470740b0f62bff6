/** Reading a session: one read; the last-seen time is noted at most once a minute. */
import type { Client } from '../../domain/client.ts'
import { after, earlier, minutes } from '../../domain/instant.ts'
import type { Operation } from '../operation.ts'
import { type CurrentSession, currentSession } from '../rules/current-session.ts'
import { turnNow } from '../rules/turn.ts'

const seenEvery = minutes(1)

export const readSession: Operation<{ readonly client: Client }, CurrentSession | undefined> = async (
  ports,
  scope,
  { client },
) => {
  const turn = turnNow(ports, scope)
  const current = await currentSession(turn, client)
  if (current && turn.now - current.session.seenAt >= seenEvery) {
    const { id, expiresAt } = current.session
    const idleUntil = earlier(after(turn.now, scope.application.lifetimes.sessionIdle), expiresAt)
    await ports.store.sessions.touch({ ...turn.at, id, idleUntil })
  }
  return current
}
