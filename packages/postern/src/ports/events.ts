/** The store's commands for what happened. Other commands write events beside what they do; here they are read and sealed. */
import type { Event } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { MessageDraft } from '../domain/message.ts'
import type { Chore, Command, Page } from './command.ts'

export interface Events {
  readonly list: Command<
    { readonly attempt?: Id<'attempt'>; readonly after?: string; readonly limit: number },
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
  readonly seals: Command<
    { readonly limit: number },
    readonly { readonly link: string; readonly first: number; readonly last: number; readonly count: number }[]
  >
}
