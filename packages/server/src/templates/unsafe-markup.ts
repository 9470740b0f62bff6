/** What runs, loads a page or asks for input has no place in a mail; mail programs drop it, and so do we. */
export function unsafeMarkup(html: string): string | undefined {
  return kinds.find(([pattern]) => pattern.test(html))?.[1]
}

// No two repetitions of one pattern may take the same blanks: that would cost their square.
const kinds: readonly (readonly [RegExp, string])[] = [
  [/<[\s/]*script/i, 'a script'],
  [/<\s*(?:iframe|frame|frameset|object|embed|applet|portal)\b/i, 'a page inside it'],
  [/<\s*(?:form|input|textarea|select|button)\b/i, 'a form'],
  [/<\s*(?:base|link)\b/i, 'a link to other files'],
  [/@(?:import\s*[u"'{/\\]|[a-z-]{0,10}\\)/i, 'a link to other files'],
  [/<\s*svg\b/i, 'an SVG'],
  [/http-equiv\s*=[\s"']*refresh/i, 'a redirect'],
  [/[\s"'/]on[a-z]{3,30}\s*=\s*["'a-z]/i, 'an event handler'],
  [/=[\s"']*(?:javascript|vbscript|data)\s*:(?!image\/(?:png|jpeg|gif|webp)[;,])/i, 'an address that runs'],
]
