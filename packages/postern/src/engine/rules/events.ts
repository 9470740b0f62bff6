/** Drafts of events: facts without secrets. */
import type { Attempt } from '../../domain/attempt.ts'
import type { EventDraft, EventType } from '../../domain/event.ts'
import type { Id } from '../../domain/id.ts'
import type { Turn } from './turn.ts'

type About = Pick<Attempt, 'id' | 'application'>
type More = Partial<Pick<EventDraft, 'user' | 'session' | 'asked' | 'reason' | 'actor' | 'about'>>

/** An event of an attempt's story. */
export function attemptEvent({ ports, now }: Turn, type: EventType, attempt: About, more: More = {}): EventDraft {
  return { id: ports.vault.id(now), type, application: attempt.application, attempt: attempt.id, ...more }
}

/** An event about a user that no attempt is behind. */
export function userEvent(
  { ports, scope, now }: Turn,
  type: EventType,
  user: Id<'user'>,
  { reason, actor }: Said = {},
): EventDraft {
  const { id: application } = scope.application
  const said = { ...(reason !== undefined && { reason }), ...(actor !== undefined && { actor }) }
  return { id: ports.vault.id(now), type, application, user, ...said }
}

/** What is on record of an act beside what it did. */
export interface Said {
  /** The actor's word for it. */
  readonly reason?: string | undefined
  /** Who did it, where it was not the user: `key:<id>`, `cli`. */
  readonly actor?: string | undefined
}

/** After commit: tells the host's hooks. */
export function tell({ ports, at }: Turn, ...events: readonly EventDraft[]): void {
  ports.hooks.tell(at.tenant, at.now, events)
}
