import type { EventDraft } from '../domain/event.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { User } from '../domain/user.ts'

/** What a veto hook is asked about: a proved address that is about to become a session. */
export interface SignInIntent {
  readonly application: Id<'application'>
  readonly email: string
  /** `null` for a first sign-in: the account does not exist yet. */
  readonly user: User | null
}

/** A proved address that is about to become an account. */
export interface UserIntent {
  readonly application: Id<'application'>
  readonly email: string
  readonly locale: string
  /** What makes it: a first sign-in, or code of the host application. */
  readonly by: 'sign-in' | 'invitation' | 'code'
}

/** What the host adds to a new account, its own id for it included. */
export interface NewUser {
  readonly id?: Id<'user'>
  readonly name?: string
  readonly data?: Readonly<Record<string, unknown>>
}

export type CreateAnswer =
  | { readonly kind: 'create'; readonly user: NewUser }
  | { readonly kind: 'vetoed'; readonly reason: string }

/** The host application's say: told of facts after they are committed, asked before a session or an account is made. */
export interface Hooks {
  /** After commit, best effort. Never throws. */
  tell(tenant: Id<'tenant'>, at: Instant, events: readonly EventDraft[]): void
  /** The reason of a veto, or `undefined`. A hook that takes longer than its time refuses. */
  mayVeto(intent: SignInIntent): Promise<string | undefined>
  /** What a new account begins with, or why there will be none. */
  beforeCreate(intent: UserIntent): Promise<CreateAnswer>
}
