/** A family: the chain of refresh tokens that hangs from one session. One of them is current; all before it are spent. */
import type { SecretHash } from './credential.ts'
import type { Id } from './id.ts'
import type { Instant } from './instant.ts'

export interface Family {
  /** The letters of its session's id: a session has one family at most, and finds it without a row in between. */
  readonly id: Id<'family'>
  readonly tenant: Id<'tenant'>
  readonly session: Id<'session'>
  readonly user: Id<'user'>
  readonly application: Id<'application'>
  /** Of the current token. */
  readonly hash: SecretHash
  /** Of the one before it, which for some seconds finds its successor again. */
  readonly previousHash?: SecretHash
  readonly rotatedAt: Instant
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export const familyOf = (session: Id<'session'>): Id<'family'> => session as string as Id<'family'>
