/** What commands of several groups write beside what they are named for. */
import type { EventDraft } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { Duration, Instant } from '../domain/instant.ts'
import type { MessageDraft } from '../domain/message.ts'

/** Written in the same transaction as the act. */
export interface Also {
  readonly events: readonly EventDraft[]
  readonly messages: readonly MessageDraft[]
}

/** One count against one budget. A store charges all of a command's, or none. Windows roll. */
export interface Charge {
  readonly key: string
  readonly windows: readonly { readonly length: Duration; readonly max: number }[]
  /** From this many hits in the longest window on, a proof of work is wanted. */
  readonly proofFrom?: number
  /** Hits closer together than this are counted as one entry: wide budgets stay small. 0 keeps each. */
  readonly grain: Duration
}

export interface ArtifactDraft {
  readonly kind: string
  readonly id: string
  readonly json: string
  readonly group?: string
  readonly expiresAt: Instant
}

/** Where a document is: it need not be of the tenant that a command is for. */
export interface DocumentPlace {
  readonly tenant: Id<'tenant'>
  readonly kind: string
  readonly id: string
}
