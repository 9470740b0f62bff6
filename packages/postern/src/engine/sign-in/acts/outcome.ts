/** What an act comes to, and what it writes on its way there. */
import type { Attempt } from '../../../domain/attempt.ts'
import type { Credential } from '../../../domain/credential.ts'
import type { EventDraft } from '../../../domain/event.ts'
import type { User } from '../../../domain/user.ts'
import type { ActEffect } from '../../../ports/addresses.ts'
import type { Next } from '../../rules/next.ts'
import type { Tokens } from '../../rules/tokens.ts'
import type { ToldChange } from '../../rules/undo.ts'

export interface Fulfilled {
  readonly kind: 'fulfilled'
  readonly attempt: Attempt
  /** As she is now. */
  readonly user: User
  readonly roles: readonly string[]
  readonly next: Next
  /** The session's cookie from now on; gone with the account. */
  readonly session?: Credential<'session'> | 'gone'
  /** Instead of that cookie: what a bearer holds from now on. */
  readonly tokens?: Tokens
}

export type ActOutcome =
  | Fulfilled
  /** Proved, but not where it was asked for. Nothing is spent. */
  | { readonly kind: 'other-session'; readonly attempt: Attempt }
  /** A deletion is asked for twice. Nothing is spent. */
  | { readonly kind: 'sure-needed'; readonly attempt: Attempt }
  /** Of somebody else by now; or she has as many as one may have. Nothing is spent. */
  | { readonly kind: 'address-taken' | 'addresses-full'; readonly attempt: Attempt }

/** What an act writes beside spending its attempt. */
export interface ActPlan {
  readonly effect: Pick<ActEffect, 'proved' | 'firstProof' | 'addresses'>
  readonly events: readonly EventDraft[]
  readonly told?: ToldChange
  readonly session?: Credential<'session'>
}
