import type { Asked } from './attempt.ts'
import type { SecretHash } from './credential.ts'
import type { Id } from './id.ts'
import type { Instant } from './instant.ts'

/** How the user was authenticated, after RFC 8176 where it has a word. `vouched`: by the host's word, not by a mailbox. `support`: by staff. */
export type Method = 'email-link' | 'email-code' | 'approved' | 'vouched' | 'support'

/** A row on the server, held by a cookie. */
export interface Session {
  readonly id: Id<'session'>
  readonly tenant: Id<'tenant'>
  readonly application: Id<'application'>
  readonly user: Id<'user'>
  readonly hash: SecretHash
  readonly attempt: Id<'attempt'>
  readonly browser?: Id<'browser'>
  readonly methods: readonly Method[]
  readonly asked: Asked
  readonly createdAt: Instant
  /** When the mailbox was last proved in this session, if that was after it began. */
  readonly provedAt?: Instant
  readonly seenAt: Instant
  readonly idleUntil: Instant
  readonly expiresAt: Instant
}
