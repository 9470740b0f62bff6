/** The store's commands for messages: what an act left to be delivered, until it is settled. */
import type { EventDraft } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Message } from '../domain/message.ts'
import type { Chore, Command, Page } from './command.ts'
import type { Claiming, Refusal, Settlement, Waiting } from './records.ts'
import type { Also, ArtifactDraft, Charge } from './written.ts'

export interface Messages {
  /** Messages and events that belong to no other act, against their budgets: all of it or nothing. */
  readonly post: Command<
    { readonly charges: readonly Charge[]; readonly also: Also },
    { readonly kind: 'queued' } | Refusal
  >
  /**
   * Leases due messages of one channel, mail by default, to `owner`: whose time has come, or whose lease has ended. Held
   * ones that are past their deadline expire on the way, and their secrets are wiped. Of calls at most `each` are for
   * one webhook, and none for those in `passOver`: what waits for them costs nothing.
   */
  readonly claim: Chore<Claiming, readonly Message[]>
  /**
   * Ends or postpones deliveries, wiping sealed secrets at every end. One that `owner` no longer leases is left alone.
   * `sent` shortens the life of the attempt's set with the message's mark to `worksUntil`. `suppress` is a strike
   * against the address, one a day: the second within 30 days suppresses it for 7 days. Answers those that took effect.
   */
  readonly settle: Chore<
    { readonly tenant: Id<'tenant'>; readonly settlements: readonly Settlement[] },
    readonly Id<'message'>[]
  >
  /** How many wait, by channel, and when the first of them is due. For whoever looks on, every second if he likes. */
  readonly waiting: Chore<object, readonly Waiting[]>
  /** Queues the held message of an attempt, leased as told: once, and answers it. `undefined` where none is held. */
  readonly queue: Command<
    { readonly attempt: Id<'attempt'>; readonly owner: string; readonly until: Instant },
    Message | undefined
  >
  /** Hands leases back, at shutdown: others may take the messages at once. */
  readonly release: Chore<{ readonly owner: string }, void>
  readonly list: Command<{ readonly attempt: Id<'attempt'> }, readonly Message[]>
  /** Without its sealed secrets, as in every list. */
  readonly find: Command<{ readonly id: Id<'message'> }, Message | undefined>
  /** All of a tenant, newest first. */
  readonly page: Command<{ readonly after?: string; readonly limit: number }, Page<Message>>
  /**
   * What staff does to one that waits: `retry` makes it due now for whoever delivers, `cancel` drops it and wipes its
   * secrets. One that is leased or over is left alone.
   */
  readonly revise: Command<
    { readonly id: Id<'message'>; readonly act: 'retry' | 'cancel'; readonly also: Also },
    { readonly kind: 'done' | 'changed' }
  >
  /**
   * Notes what a mail system told of a mail afterwards: `event`, with the application and attempt of the message, and
   * `suppress` for its address. `artifact` stands for the notice: one that was noted before is `repeated`.
   */
  readonly report: Command<
    {
      readonly id: Id<'message'>
      readonly artifact: ArtifactDraft
      readonly event: EventDraft
      readonly suppress?: { readonly until: Instant; readonly reason: string }
    },
    | { readonly kind: 'noted'; readonly application: Id<'application'>; readonly attempt?: Id<'attempt'> }
    | { readonly kind: 'repeated' | 'unknown' }
  >
  /** The calls of a webhook, newest first. */
  readonly calls: Command<{ readonly webhook: string; readonly after?: string; readonly limit: number }, Page<Message>>
}
