/**
 * Whether a path is written the one way we write it. Two spellings of one path are how rules about paths are got round:
 * what is decoded twice, folded or trimmed by somebody on the way is answered as if nothing were there.
 */
import type { Call } from 'postern/kit'

export function isCanonical({ c }: Call): boolean {
  return isCanonicalPath(c.env?.incoming?.url ?? new URL(c.req.url).pathname)
}

export function isCanonicalPath(target: string): boolean {
  const path = target.split('?', 1)[0] ?? ''
  return path.startsWith('/') && path.slice(1).split('/').every(isCanonicalSegment)
}

/** Unreserved letters as they are, all others of RFC 3986 §3.3 as they are or encoded, and no encoded separators. */
const letters = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2})+$/

function isCanonicalSegment(segment: string): boolean {
  if (segment === '.' || segment === '..' || !letters.test(segment)) return false
  return [...segment.matchAll(/%([0-9A-F]{2})/g)].every(([, hex = '']) => isRightlyEncoded(Number.parseInt(hex, 16)))
}

/** Neither a letter that needs no encoding, nor a separator, a `%` or a control. */
function isRightlyEncoded(byte: number): boolean {
  const letter = String.fromCharCode(byte)
  return byte >= 0x20 && byte !== 0x7f && !/[A-Za-z0-9._~\-/\\%]/.test(letter)
}
