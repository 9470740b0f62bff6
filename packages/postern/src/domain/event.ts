/** Facts that happened, without secrets: audit log, hooks in the process, webhooks. */
import type { Asked } from './attempt.ts'
import type { Id } from './id.ts'
import type { Instant } from './instant.ts'

export type EventType =
  | 'link.requested'
  | 'link.delivered'
  | 'link.failed'
  | 'link.opened'
  | 'attempt.approved'
  | 'attempt.cancelled'
  | 'codes.shut'
  | 'approval.shut'
  | 'sign-in.completed'
  | 'sign-in.refused'
  | 'step-up.completed'
  | 'user.created'
  | 'user.updated'
  | 'user.banned'
  | 'user.unbanned'
  | 'user.removed'
  | 'user.anonymised'
  | 'user.exported'
  | 'address.added'
  | 'address.changed'
  | 'address.removed'
  | 'address.restored'
  | 'address.suppressed'
  | 'session.revoked'
  | 'sessions.revoked-all'
  | 'token.reused'
  | 'key.rotated'
  | 'invitation.created'
  | 'invitation.accepted'
  | 'invitation.revoked'
  | 'limit.exceeded'

export interface EventDraft {
  readonly id: Id<'event'>
  readonly type: EventType
  readonly application: Id<'application'>
  readonly attempt?: Id<'attempt'>
  readonly user?: Id<'user'>
  readonly session?: Id<'session'>
  readonly asked?: Asked
  /** Why, or by what: a stable word, never free text from a caller. */
  readonly reason?: string
}

export interface Event extends EventDraft {
  readonly tenant: Id<'tenant'>
  readonly at: Instant
  /** The order in which the store committed it. */
  readonly sequence: number
}
