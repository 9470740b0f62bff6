/** What a proof comes to, whichever way it came in. */
import type { Attempt } from '../../domain/attempt.ts'
import type { Credential } from '../../domain/credential.ts'
import type { Id } from '../../domain/id.ts'
import type { Method, Session } from '../../domain/session.ts'
import type { User } from '../../domain/user.ts'
import type { Charge } from '../../ports/written.ts'
import type { CurrentSession } from '../rules/current-session.ts'
import type { GateCode } from '../rules/gate.ts'
import type { Next } from '../rules/next.ts'
import type { Tokens } from '../rules/tokens.ts'
import type { FoundAttempt } from './find-attempt.ts'

export interface SignedIn {
  readonly kind: 'signed-in'
  readonly user: User
  readonly roles: readonly string[]
  readonly session: Omit<Session, 'hash'>
  readonly attempt: Id<'attempt'>
  /** Where the browser goes now. */
  readonly next: Next
  /** What a bearer holds from now on. */
  readonly tokens?: Tokens
  /** What the caller's cookies become. */
  readonly credentials: {
    readonly session: Credential<'session'>
    readonly browser?: Credential<'browser'>
    readonly binding?: Credential<'binding'>
  }
}

export type Refused = { readonly kind: GateCode } | { readonly kind: 'vetoed'; readonly reason: string }

/** The reasons of `sign-in.refused`. The last is of a caller that may learn who somebody is, and signs nobody in. */
export type RefusalReason = Refused['kind'] | 'not-registered'

/** What the gate lets through, or does not. */
export type Completed =
  | SignedIn
  | Refused
  | { readonly kind: 'second-factor'; readonly methods: readonly string[]; readonly challenge: Credential<'half-way'> }

/** What a caller who is somebody already is told instead. Nothing is spent. */
export type Standing =
  /** A second click: it mints nothing new and continues. */
  | { readonly kind: 'already-in'; readonly current: CurrentSession }
  /** Signed in as somebody else: ask, don't burn. Both addresses are masked. */
  | { readonly kind: 'switch-needed'; readonly attempt: Attempt; readonly current: string; readonly next: string }

/** A proved attempt on its way to the gate. */
export interface Completion extends FoundAttempt {
  /** Whether the caller is the attempt's asker. */
  readonly asker: boolean
  readonly method: Method
  /** The session this browser holds until now. */
  readonly replaces: CurrentSession | undefined
  /** Counted tries that a success gives back. */
  readonly giveBack: readonly Charge[]
}
