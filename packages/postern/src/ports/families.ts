/** The store's commands for families of refresh tokens. A sign-in opens them; they end with their session. */
import type { SecretHash } from '../domain/credential.ts'
import type { Family } from '../domain/family.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Session } from '../domain/session.ts'
import type { Registration, User } from '../domain/user.ts'
import type { Command } from './command.ts'

/** A family with all that a refresh depends on. */
export interface FoundFamily {
  readonly family: Family
  /** May be over; one that was ended is not there, and its family is not found. */
  readonly session: Session
  readonly user: User
  readonly registration?: Registration
  /** Whether the presented token was replaced by a later one. */
  readonly spent: boolean
}

export interface Families {
  /** One read. `spent` is the name under which the presented token is kept if it was replaced. */
  readonly find: Command<{ readonly id: Id<'family'>; readonly spent: string }, FoundFamily | undefined>
  /**
   * Puts `to` in the place of `from`, once: while `from` is current, the session lives and the user's version holds.
   * Moves the session's idle time on, never back, and keeps `from` under the name `spent` for as long as the family.
   */
  readonly rotate: Command<
    {
      readonly id: Id<'family'>
      readonly user: Id<'user'>
      readonly userVersion: number
      readonly from: SecretHash
      readonly to: SecretHash
      readonly idleUntil: Instant
      readonly spent: string
    },
    { readonly kind: 'done' | 'changed' }
  >
}
