/** Drafts of events: facts without secrets. */
import type { Attempt } from '../../domain/attempt.ts'
import type { EventDraft, EventType } from '../../domain/event.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Ports } from '../../ports/ports.ts'

type About = Pick<Attempt, 'id' | 'application'>

/** An event of an attempt's story. */
export function attemptEvent(
  ports: Ports,
  now: Instant,
  type: EventType,
  attempt: About,
  more: Partial<Pick<EventDraft, 'user' | 'session' | 'asked' | 'reason'>> = {},
): EventDraft {
  return { id: ports.vault.id(now), type, application: attempt.application, attempt: attempt.id, ...more }
}
