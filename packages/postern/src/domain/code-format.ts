/** What codes are written in, and how many of a format there are. */
import type { CodeFormat } from './scope.ts'

const digits = '0123456789'
/**
 * RFC 8628 §6.1's twenty consonants: no vowel, so no word; no digit, so no O beside 0 or Z beside 2. One letter is
 * log2 20 = 4.32 bits: eight letters carry 34.5, against 19.9 in six digits.
 */
export const letters = 'BCDFGHJKLMNPQRSTVWXZ'
/** With the digits that none of these letters looks like. */
const alphanumeric: string = `${letters}345679`

/** `undefined` for random bytes. */
export function alphabetOf({ kind }: CodeFormat): string | undefined {
  return { digits, letters, alphanumeric, bytes: undefined }[kind]
}

/** How many codes there are, as a power of two. */
export function bitsOf(format: CodeFormat): number {
  const alphabet = alphabetOf(format)
  return format.length * (alphabet ? Math.log2(alphabet.length) : 8)
}

/** How a code is typed: bytes are pasted rather, as base64url. */
export function typedAs(format: CodeFormat): { readonly kind: 'digits' | 'letters' | 'text'; readonly length: number } {
  if (format.kind === 'bytes') return { kind: 'text', length: Math.ceil((format.length * 4) / 3) }
  return { kind: format.kind === 'digits' ? 'digits' : 'letters', length: format.length }
}
