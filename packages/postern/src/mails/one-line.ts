const longest = 80

/**
 * The text as it may stand in a header and inside a sentence: one line of at most 80 characters, without control
 * characters, line separators, invisible spaces or marks that turn the direction of what follows.
 */
export function oneLine(text: string): string {
  const line = text.toWellFormed().replace(breaking, ' ').replace(invisible, '').replace(/ {2,}/g, ' ').trim()
  const characters = Array.from(line)
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}

// C0, DEL, C1, line and paragraph separator.
const breaking = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

// Zero-width space, direction marks, embeddings, overrides and isolates, byte order mark. The joiners stay: words of
// some scripts need them.
const invisible = /[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
