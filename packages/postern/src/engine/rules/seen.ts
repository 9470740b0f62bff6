import { after, earlier, minutes } from '../../domain/instant.ts'
import type { Session } from '../../domain/session.ts'
import type { Turn } from './turn.ts'

const seenEvery = minutes(1)

/** The last-seen time is noted at most once a minute; nobody waits where nothing is to be noted. */
export function noteSeen(
  { ports, scope, now, at }: Turn,
  { id, seenAt, expiresAt }: Pick<Session, 'id' | 'seenAt' | 'expiresAt'>,
): Promise<void> | undefined {
  if (now - seenAt < seenEvery) return undefined
  const idleUntil = earlier(after(now, scope.application.lifetimes.sessionIdle), expiresAt)
  return ports.store.sessions.touch({ ...at, id, idleUntil })
}
