/** What is said about a token: who it stands for, or why it counts for nothing. */

export type Verification = ValidToken | InvalidToken

export interface ValidToken {
  readonly status: 'valid'
  readonly userId: string
  readonly sessionId: string
  /** What was signed in to (`client_id`). */
  readonly application: string
  /** As the token says, or as introspection does where it was asked. */
  readonly roles: readonly string[]
  readonly email: string | null
  /** All of the token's claims, those of the hook included. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly expiresAt: Date
}

export interface InvalidToken {
  readonly status: 'invalid'
  readonly reason: InvalidReason
  /** For the log, with the two reasons that end in `unavailable`: what the issuer's side answered. Holds no secret. */
  readonly cause?: Error
}

/**
 * `keys-unavailable` and `introspection-unavailable` say that nobody could tell, and refuse all the same; every other
 * reason is the token's own.
 */
export type InvalidReason =
  | 'missing'
  | 'malformed'
  | 'expired'
  | 'not-yet'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'wrong-application'
  | 'wrong-type'
  | 'bad-signature'
  | 'unknown-key'
  | 'revoked'
  | 'keys-unavailable'
  | 'introspection-unavailable'

/** Carries a reason out of the middle of a check. Never leaves this room. */
export class Refused extends Error {
  readonly reason: InvalidReason

  constructor(reason: InvalidReason, cause?: unknown) {
    super(reason, { cause })
    this.reason = reason
  }
}
