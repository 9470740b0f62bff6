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
  /** Events committed since the last seal, in order, with the head they follow. */
  readonly unsealed: Chore<
    { readonly limit: number },
    { readonly tenant: Id<'tenant'>; readonly head: string; readonly events: readonly Event[] } | undefined
  >
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
  /** Newest first; with `after`, the `last` of a seal, those behind it, oldest first. */
  readonly seals: Command<{ readonly after?: number; readonly limit: number }, readonly Seal[]>
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
