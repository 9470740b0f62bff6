/**
 * What of an HTML part a reader may see: no comments, styles or titles. Written by search, not by one pattern, so that what
 * is opened a thousand times and never closed costs one walk.
 */
export function shownOf(html: string): string {
  return unseen.reduce((rest, { opens, closes }) => without(rest, opens, closes), html)
}

const unseen: readonly { readonly opens: RegExp; readonly closes: RegExp }[] = [
  { opens: /<!--/g, closes: /--!?>/g },
  { opens: /<style\b/gi, closes: /<\/style\b[^>]*>/gi },
  { opens: /<title\b/gi, closes: /<\/title\b[^>]*>/gi },
]

/** What is never closed reaches to the end, as mail programs read it. */
function without(html: string, opens: RegExp, closes: RegExp): string {
  let shown = ''
  let from = 0
  while (true) {
    opens.lastIndex = from
    const begin = opens.exec(html)
    if (!begin) return shown + html.slice(from)
    shown += html.slice(from, begin.index)
    closes.lastIndex = opens.lastIndex
    if (!closes.exec(html)) return shown
    from = closes.lastIndex
  }
}

/** Whether the part shows this text, already written as HTML. */
export const showsText = (html: string, text: string): boolean => textOf(shownOf(html)).includes(text)

/** Whether the part shows this address, already written as HTML: as a link, or as text to copy. */
export function showsLink(html: string, address: string): boolean {
  const shown = shownOf(html)
  return [`"${address}"`, `'${address}'`].some((quoted) => hasLinkTo(shown, quoted)) || textOf(shown).includes(address)
}

function hasLinkTo(shown: string, quoted: string): boolean {
  for (let at = shown.indexOf(quoted); at >= 0; at = shown.indexOf(quoted, at + 1)) {
    if (/<a\b[^<>]*\shref\s*=\s*$/i.test(shown.slice(Math.max(0, at - longestTag), at))) return true
  }
  return false
}

const longestTag = 2_000

const textOf = (shown: string): string => shown.replace(/<[^<>]*>/g, ' ')
