/** The store's commands for hand-offs: a code that a sign-in left for its application, exchanged once. */
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Session } from '../domain/session.ts'
import type { Registration, User } from '../domain/user.ts'
import type { Command } from './command.ts'
import type { Artifact, SignInEffect } from './records.ts'
import type { Also } from './written.ts'

/** A hand-off with all that its exchange depends on. It has the letters of its session's id. */
export interface FoundHandOff {
  /** May be spent, and may be over: what is presented a second time must be known again. */
  readonly artifact: Artifact
  /** May be over; one that was ended is not there, and its hand-off is not found. */
  readonly session: Session
  readonly user: User
  readonly registration?: Registration
}

export interface HandOffs {
  /** One read. */
  readonly find: Command<{ readonly id: Id<'hand-off'> }, FoundHandOff | undefined>
  /**
   * Spends it, once: while it and its session live and the user's version holds. Opens the family of the session, and
   * keeps what was spent until `keptUntil`, so that a second exchange is known as one.
   */
  readonly exchange: Command<
    {
      readonly id: Id<'hand-off'>
      readonly user: Id<'user'>
      readonly userVersion: number
      readonly keptUntil: Instant
      readonly family?: NonNullable<SignInEffect['family']>
      readonly also: Also
    },
    { readonly kind: 'done' | 'changed' }
  >
}
