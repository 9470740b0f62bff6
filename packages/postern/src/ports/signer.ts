/**
 * Signed access tokens (RFC 9068) and the keys they are signed with. A key is published before it signs and stays
 * published until its last token is over, so that whoever caches the public keys never meets an unknown one.
 */
import type { Instant } from '../domain/instant.ts'
import type { Scope } from '../domain/scope.ts'

/** What a token says. Times are seconds since 1970, as RFC 7519 has them. */
export interface AccessClaims {
  readonly iss: string
  readonly aud: string
  readonly sub: string
  readonly client_id: string
  readonly sid: string
  readonly iat: number
  readonly exp: number
  readonly jti: string
  readonly auth_time: number
  readonly amr: readonly string[]
  readonly email: string
  readonly roles: readonly string[]
  /** An application exchanged a code for it: it holds no session. */
  readonly handed_off?: true
}

/** A public key as RFC 7517 writes it. */
export type PublicKey = Readonly<Record<string, unknown>> & { readonly kid: string }

export interface Rotated {
  /** Of the key that signs next. */
  readonly kid: string
  /** From when on it does: now, or as soon as everybody who caches the keys has it. */
  readonly signsFrom: Instant
}

export interface Signer {
  /** The token. Makes the first keys where there are none. Throws `keys-unreadable` where no secret opens the active key. */
  sign(scope: Scope, claims: AccessClaims & Readonly<Record<string, unknown>>): Promise<string>
  /**
   * The claims, if this scope signed exactly this token for its audience and application and it is not over.
   * `undefined` for anything else, whatever its form. Looks at no session.
   */
  verify(scope: Scope, token: string): Promise<AccessClaims | undefined>
  /** Next, active and retired keys, public parts only. Makes the first keys where there are none. */
  jwks(scope: Scope): Promise<{ readonly keys: readonly PublicKey[] }>
  /** Throws what `sign` would throw. */
  check(scope: Scope): Promise<void>
  /**
   * Gives the active key's place to the next one. Once a key waits for its moment, nothing more is changed. Where no
   * secret opens the active key, a new one takes its place at once.
   */
  rotate(scope: Scope): Promise<Rotated>
  /** Rotates when it is time, if the active key can be opened. Where nothing was ever signed there is nothing to rotate. */
  tend(scope: Scope): Promise<void>
}
