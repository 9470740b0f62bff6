/** One text of several parts, each behind its length: no two lists of parts make the same text. */
export function joinParts(...parts: readonly string[]): string {
  let text = ''
  for (const part of parts) text += `${part.length}:${part}`
  return text
}
