import type { Duration } from '../domain/instant.ts'
import type { Channel, Rendered } from '../domain/message.ts'

/**
 * - `taken`: somebody else is responsible now.
 * - `later`: this message may succeed later (4xx, greylisting, a full mailbox, an unknown outcome); not before `pause`.
 *   With `mend` the transport counts as failing, though others of its mails go on.
 * - `down`: the transport itself fails (refused, time-out, authentication): its circuit opens, the next one is tried.
 * - `refused`: this message never will. `suppress` marks the address itself as bad (enhanced status 5.1.x).
 *
 * Whoever runs this is told of a transport that fails, with `mend`, a sentence without secrets: once for each outage, and
 * once more when it has taken or refused a mail after that.
 */
export type Handover =
  | { readonly kind: 'taken'; readonly reference?: string }
  | { readonly kind: 'later'; readonly reason: string; readonly pause?: Duration; readonly mend?: string }
  | { readonly kind: 'down'; readonly reason: string; readonly mend?: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly suppress?: boolean }

/**
 * What takes a message. `send` never throws for what a mail system may do, and answers soon when `signal` says that its
 * time is over; `reason` is a stable word without secrets.
 */
export interface Transport {
  /** No other transport has it: what is known of one that failed goes by its name. */
  readonly name: string
  readonly channel: Channel
  /** Whether it may exist only in development (invariant 20). */
  readonly development?: boolean
  /** How many messages it takes at the same time. A courier has that many under way to it, if it is more than usual. */
  readonly atOnce?: number
  send(message: Rendered, signal: AbortSignal): Promise<Handover>
  close?(): Promise<void>
}
