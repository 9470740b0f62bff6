import type { Sent } from '../types.ts'

/** What somebody typed or pasted, as a field of this format takes it: never longer than a code. */
export function typedCode(typed: string, { kind, length }: Sent['codeFormat']): string {
  const plain = latin(typed).normalize('NFKC')
  // Random bytes as base64url: a dash and a small letter mean something there.
  if (kind === 'text') return plain.replace(/[^A-Za-z0-9_-]/g, '').slice(0, length)
  const foreign = kind === 'digits' ? /[^0-9]/g : /[^A-Z0-9]/g
  return plain.toUpperCase().replace(foreign, '').slice(0, length)
}

/** Keyboards of Arabic, Persian and Hindi have digits of their own. */
function latin(typed: string): string {
  // The last four bits count from the zero of the first two, and six more than that from the third's.
  return typed.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
    const low = digit.charCodeAt(0) & 15
    return String(digit < '\u0966' ? low : low - 6)
  })
}
