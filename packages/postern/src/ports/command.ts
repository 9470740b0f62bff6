import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'

/** A command of one tenant. */
export type Command<I, O> = (input: I & { readonly tenant: Id<'tenant'>; readonly now: Instant }) => Promise<O>
/** A chore of the whole installation. */
export type Chore<I, O> = (input: I & { readonly now: Instant }) => Promise<O>

export interface Page<T> {
  readonly items: readonly T[]
  readonly next?: string
}
