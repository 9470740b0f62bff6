/**
 * Credentials: `<id>.<secret>` on the wire. The id finds the row, the hash of the 256-bit secret is compared. Link,
 * binding, handle, session, known browser and hand-off code all have this one shape, this one parser, and this one
 * place where a secret is kept from printing itself.
 */
import type { Brand } from './brand.ts'
import { type Id, parseId } from './id.ts'

/** SHA-256 of a secret as it was presented. */
export type SecretHash = Brand<Uint8Array, 'SecretHash'>

/** HMAC of a code and its attempt, with the name of the key that made it. */
export interface CodeMac {
  readonly key: string
  readonly mac: Uint8Array
}

const idLength = 26
const secretShape = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/

/**
 * 256 random bits as 43 letters of base64url. Only `reveal` shows them: printing and serialising do not, and an
 * inspector sees no private field.
 */
export class RawSecret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }
}

export interface Credential<N extends string> {
  readonly id: Id<N>
  readonly secret: RawSecret
}

/** The credential, if the text is exactly one. Total: any other input is `undefined`. */
export function parseCredential<N extends string>(text: unknown): Credential<N> | undefined {
  if (typeof text !== 'string' || text.length !== idLength + 44 || text[idLength] !== '.') return undefined
  const id = parseId<N>(text.slice(0, idLength))
  const secret = parseSecret(text.slice(idLength + 1))
  return id && secret ? { id, secret } : undefined
}

/** The secret alone, as it stands behind `#` in a link. The last letter carries two unused bits that must be zero. */
export function parseSecret(text: string): RawSecret | undefined {
  return secretShape.test(text) ? new RawSecret(text) : undefined
}

export function formatCredential(credential: Credential<string>): string {
  return `${credential.id}.${credential.secret.reveal()}`
}
