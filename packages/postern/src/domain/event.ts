/** Facts that happened, without secrets: audit log, hooks in the process, webhooks. */
import type { Asked } from './attempt.ts'
import type { Id } from './id.ts'
import type { Instant } from './instant.ts'

export const eventTypes = [
  'link.requested',
  'link.delivered',
  'link.failed',
  'link.opened',
  'attempt.approved',
  'attempt.cancelled',
  'codes.shut',
  'approval.shut',
  'sign-in.completed',
  'sign-in.refused',
  'step-up.completed',
  'user.created',
  'user.updated',
  'user.banned',
  'user.unbanned',
  'user.locked',
  'user.unlocked',
  'user.removed',
  'user.anonymised',
  'user.exported',
  'address.added',
  'address.changed',
  'address.removed',
  'address.restored',
  'address.suppressed',
  'address.released',
  'registration.changed',
  'session.revoked',
  'sessions.revoked-all',
  'token.reused',
  'hand-off.exchanged',
  'hand-off.refused',
  'key.rotated',
  'invitation.created',
  'invitation.accepted',
  'invitation.revoked',
  'limit.exceeded',
  'limit.restored',
  'setting.changed',
  'template.failed',
  'person.read',
  'support-link.created',
  'webhook.disabled',
  'message.bounced',
  'message.complained',
  'message.delayed',
  'message.retried',
  'message.cancelled',
] as const

export type EventType = (typeof eventTypes)[number]

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
  /** Who did it, where it was no user and not Postern itself: `key:<id>`, `cli`, `apply`. */
  readonly actor?: string
  /** Closed words and ids beside these: the kind and id of a setting, what became of it. */
  readonly about?: Readonly<Record<string, string>>
}

export interface Event extends EventDraft {
  readonly tenant: Id<'tenant'>
  readonly at: Instant
  /** The order in which the store committed it. */
  readonly sequence: number
  /** Its row is damaged: the text of what should be JSON there and is none. */
  readonly unreadable?: { readonly asked?: string; readonly about?: string }
}
