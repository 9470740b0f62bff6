/** Drafts of events: facts without secrets. */
import type { Attempt } from '../../domain/attempt.ts'
import type { EventDraft, EventType } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Turn } from './turn.ts'

type About = Pick<Attempt, 'id' | 'application'>
type More = Partial<Pick<EventDraft, 'user' | 'session' | 'asked' | 'reason' | 'actor'>>

/** An event of an attempt's story. */
export function attemptEvent({ ports, now }: Turn, type: EventType, attempt: About, more: More = {}): EventDraft {
  return { id: ports.vault.id(now), type, application: attempt.application, attempt: attempt.id, ...more }
}

/** An event about a user that no attempt is behind. */
export function userEvent({ ports, scope, now }: Turn, type: EventType, user: Id<'user'>, reason?: string): EventDraft {
  const { id: application } = scope.application
  return { id: ports.vault.id(now), type, application, user, ...(reason !== undefined && { reason }) }
}

/** After commit: tells the host's hooks. */
export function tell({ ports, at }: Turn, ...events: readonly EventDraft[]): void {
  ports.hooks.tell(at.tenant, at.now, events)
}
