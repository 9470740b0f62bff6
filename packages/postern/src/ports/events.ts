/** The store's commands for what happened. Other commands write events beside what they do; here they are read and sealed. */
import type { Event } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { MessageDraft } from '../domain/message.ts'
import type { Chore, Command, Page } from './command.ts'

/** One link of the chain: what it seals, and when. */
export interface Seal {
  readonly link: string
  readonly first: number
  readonly last: number
  readonly count: number
  readonly at: Instant
}

/** What of a tenant waits for a seal, in order, with the head it follows. */
export interface Unsealed {
  readonly tenant: Id<'tenant'>
  readonly head: string
  readonly events: readonly Event[]
}

export interface Events {
  /** All of a tenant, of an attempt or of a user, oldest first, or newest first. `after` is a sequence. */
  readonly list: Command<
    {
      readonly attempt?: Id<'attempt'>
      readonly user?: Id<'user'>
      readonly newest?: boolean
      readonly after?: string
      readonly limit: number
    },
    Page<Event>
  >
  /**
   * Events committed since the last seals, of the first `tenants` behind `after` that have any, by tenant. They share
   * `limit` evenly, and each has room for one at least. One without any has a writer that takes long: its turn comes again.
   */
  readonly unsealed: Chore<
    { readonly after?: Id<'tenant'> | undefined; readonly tenants: number; readonly limit: number },
    readonly Unsealed[]
  >
  /** Tenants behind `after` that have seals, by id, whatever became of them otherwise. */
  readonly sealed: Chore<{ readonly after?: Id<'tenant'> | undefined; readonly limit: number }, readonly Id<'tenant'>[]>
  /** Appends a seal if `head` is still the newest. */
  readonly seal: Command<
    {
      readonly head: string
      readonly link: string
      readonly first: number
      readonly last: number
      readonly count: number
    },
    { readonly kind: 'done' | 'changed' }
  >
  /** Newest first, with `before`, the `last` of a seal, those in front of it; with `after` those behind it, oldest first. */
  readonly seals: Command<
    { readonly after?: number; readonly before?: number; readonly limit: number },
    readonly Seal[]
  >
  /** Sealed events behind the webhooks' mark, in order: nobody can still commit one between them. */
  readonly unpublished: Command<
    { readonly limit: number },
    { readonly from: number; readonly events: readonly Event[] }
  >
  /** Moves the mark from `from` to `to` and queues the calls, if it is still there. It begins at 0. */
  readonly publish: Command<
    { readonly from: number; readonly to: number; readonly messages: readonly MessageDraft[] },
    { readonly kind: 'done' | 'changed' }
  >
}
