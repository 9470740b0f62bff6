/** The store's commands for what support staff looks at and puts right: who is registered, what is suppressed, what is spent. */
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Command, Page } from './command.ts'
import type { OwnRegistration, UserIn } from './records.ts'
import type { Also } from './written.ts'

/**
 * `address`: a key that begins so, in the order of addresses. `name`: a name that is this one, or begins so, whatever the
 * case of its ASCII letters, in the order of names. `registered`: in this application, by id, the highest first.
 * `among`: only those of the next so many who are registered in the application that the list names. Their page may hold
 * fewer than its limit while there is a next.
 */
export type UserSearch =
  | { readonly what: 'address'; readonly prefix: string; readonly among?: number }
  | { readonly what: 'name'; readonly text: string; readonly exact: boolean; readonly among?: number }
  | { readonly what: 'registered'; readonly application: Id<'application'> }

export interface ListedUser extends UserIn {
  /** In the application that was named. */
  readonly registered: boolean
}

export interface Registrations {
  readonly list: Command<{ readonly user: Id<'user'> }, readonly OwnRegistration[]>
  /** Makes or changes one of a user of this version, which it raises. What is not named stays; `null` takes data away. */
  readonly put: Command<
    {
      readonly user: Id<'user'>
      readonly version: number
      readonly application: Id<'application'>
      readonly roles?: readonly string[]
      readonly data?: Readonly<Record<string, unknown>> | null
      readonly also: Also
    },
    { readonly kind: 'done' | 'changed' }
  >
  /** Ends it, with her sessions there. Raises the user's version, so that no sign-in that saw it completes. */
  readonly remove: Command<
    {
      readonly user: Id<'user'>
      readonly version: number
      readonly application: Id<'application'>
      readonly also: Also
    },
    { readonly kind: 'done' | 'changed' }
  >
}

/** An address that mail is not sent to, or that was refused once: then `until` is absent. */
export interface Suppression {
  /** The key of the address. */
  readonly address: string
  readonly struckAt: Instant
  readonly until?: Instant
  readonly reason?: string
}

export interface Suppressions {
  readonly find: Command<{ readonly address: string }, Suppression | undefined>
  /** In the order of addresses. */
  readonly list: Command<{ readonly after?: string; readonly limit: number }, Page<Suppression>>
  readonly put: Command<
    { readonly address: string; readonly until: Instant; readonly reason: string; readonly also: Also },
    void
  >
  readonly remove: Command<{ readonly address: string; readonly also: Also }, { readonly kind: 'done' | 'unknown' }>
}

/** How often something was counted lately, oldest first. */
export interface Spent {
  readonly key: string
  readonly hits: readonly { readonly at: Instant; readonly count: number }[]
}

export interface Budgets {
  /** Those that have hits. Narrow budgets only: the wide ones lie in parts. */
  readonly read: Command<{ readonly keys: readonly string[] }, readonly Spent[]>
  /** Gives everything back that was counted against these. */
  readonly clear: Command<{ readonly keys: readonly string[]; readonly also: Also }, void>
}
