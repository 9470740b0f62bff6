/**
 * The text without SP and HTAB at its ends, and nothing else: `trim` would take U+00A0 and others too, and make a
 * planted name or value into ours. One pass, where `/[ \t]+$/` would take one from every blank.
 */
export function strip(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

/** Of a character code. */
export const isBlank = (code: number): boolean => code === 0x20 || code === 0x09
