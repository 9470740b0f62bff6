/**
 * All randomness and keyed cryptography, synchronous, from a key ring. Keys carry names, so every use can rotate:
 * the first key makes, all of them read.
 */
import type { CodeMac, Credential, RawSecret, SecretHash } from '../domain/credential.ts'
import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { CodeFormat } from '../domain/scope.ts'

export type KeyPurpose =
  | 'code'
  | 'message'
  | 'session'
  | 'browser'
  | 'binding'
  | 'proof'
  | 'seal'
  | 'refresh'
  | 'hand-off'
  | 'signing'
  | 'setting'

/** What a ciphertext or derived value belongs to. It fits nowhere else. */
export interface Place {
  readonly tenant: Id<'tenant'>
  readonly purpose: KeyPurpose
  readonly row: string
}

export interface Vault {
  id<N extends string>(now: Instant): Id<N>
  /** An id and 256 random bits. */
  draw<N extends string>(now: Instant): Credential<N>
  drawSecret(): RawSecret
  code(format: CodeFormat): string
  /** Two digits, 10 to 99. */
  number(): string
  /** Four letters without look-alikes. */
  mark(): string
  hash(secret: RawSecret): SecretHash
  /** Constant-time comparison of two hashes. */
  same(one: Uint8Array, other: Uint8Array): boolean
  mac(tenant: Id<'tenant'>, attempt: Id<'attempt'>, code: string): CodeMac
  macMatches(tenant: Id<'tenant'>, attempt: Id<'attempt'>, code: string, mac: CodeMac): boolean
  /** Same input, same output on every node: what a lost reply loses, a repeat finds again. */
  derive(place: Place, from: RawSecret): RawSecret
  /** Every secret this ring's keys would derive, newest key first: a repeat after a rotation still finds its answer. */
  deriveAll(place: Place, from: RawSecret): readonly RawSecret[]
  /** AES-256-GCM; tenant, purpose and row are authenticated. */
  seal(place: Place, plain: string): Uint8Array
  /** Throws when the text was sealed for another place or with a key that is gone. */
  open(place: Place, sealed: Uint8Array): string
  /** A short MAC over public text, 43 letters of base64url. */
  sign(place: Place, text: string): string
  signed(place: Place, text: string, signature: string): boolean
}
