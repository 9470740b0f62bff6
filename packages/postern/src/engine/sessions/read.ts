/** Reading a session: one read; the last-seen time is noted at most once a minute. */
import type { Client } from '../../domain/client.ts'
import { after, earlier, minutes } from '../../domain/instant.ts'
import type { Operation } from '../operation.ts'
import { type CurrentSession, currentSession } from '../rules/current-session.ts'

const seenEvery = minutes(1)

export const readSession: Operation<{ readonly client: Client }, CurrentSession | undefined> = async (
  ports,
  scope,
  { client },
) => {
  const now = ports.clock.now()
  const current = await currentSession(ports, scope, client, now)
  if (current && now - current.session.seenAt >= seenEvery) {
    const { id, expiresAt } = current.session
    const idleUntil = earlier(after(now, scope.application.lifetimes.sessionIdle), expiresAt)
    await ports.store.sessions.touch({ tenant: scope.tenant.id, now, id, idleUntil })
  }
  return current
}
