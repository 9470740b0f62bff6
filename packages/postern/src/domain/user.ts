/** Users, their addresses, their registrations, and the browsers that know them. */
import type { SecretHash } from './credential.ts'
import type { EmailAddress } from './email-address.ts'
import { type Id, parseUserId } from './id.ts'
import type { Instant } from './instant.ts'

/** Ids of users are ours, or those that an application had before: any word that is safe in a path. */
export const isUserId = (text: unknown): text is Id<'user'> =>
  typeof text === 'string' && parseUserId(text) !== undefined

/** `removed` keeps the id and nothing of the person: ids are never reused. */
export type UserStatus = 'active' | 'banned' | 'locked' | 'removed'

export interface User {
  readonly id: Id<'user'>
  readonly tenant: Id<'tenant'>
  /** The primary address. */
  readonly email: string
  /** Nobody has proved it yet: code of the host vouched for it. */
  readonly unproved?: true
  readonly status: UserStatus
  /** Kinds of second factor that are set up. */
  readonly factors: readonly string[]
  readonly locale?: string
  readonly name?: string
  /** What the host application keeps of the user: plain JSON. */
  readonly data?: Readonly<Record<string, unknown>>
  readonly createdAt: Instant
  readonly version: number
}

/** An address of a user. */
export interface OwnAddress extends EmailAddress {
  /** Absent while it was only vouched for. */
  readonly provedAt?: Instant
  /** It was given up: it signs nobody in, and nobody else may take it before. */
  readonly reservedUntil?: Instant
}

/** User and application: that she has been let in there, and as what. */
export interface Registration {
  readonly application: Id<'application'>
  readonly roles: readonly string[]
  /** What is kept of her there: plain JSON. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** A browser that signed this user in before. */
export interface KnownBrowser {
  readonly id: Id<'browser'>
  readonly hash: SecretHash
}

/** Everything the gate looks at, brought by one read. */
export interface Subject {
  readonly address: EmailAddress
  /** In the spelling in which the user proved it, where that is not her primary address. */
  readonly proved?: EmailAddress
  /** Somebody gave it up and may still take it back: it is nobody's until then. */
  readonly reservedUntil?: Instant
  readonly user?: User
  readonly registration?: Registration
  readonly registeredAt?: Instant
  /** Present when the presented device credential names a browser that knows this user. */
  readonly knownBrowser?: KnownBrowser
  readonly suppressedUntil?: Instant
  /** The invitation that was sent to the address, whatever became of it. */
  readonly invitation?: { readonly version: number; readonly json: string }
}
