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

/** The host application's say: told of facts after they are committed, asked before a session is made. */
export interface Hooks {
  /** After commit, best effort. Never throws. */
  tell(tenant: Id<'tenant'>, at: Instant, events: readonly EventDraft[]): void
  /** The reason of a veto, or `undefined`. A hook that takes longer than its time refuses. */
  mayVeto(intent: SignInIntent): Promise<string | undefined>
}
