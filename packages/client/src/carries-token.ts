/** Which requests the access token may go with. */

export interface Trusted {
  /** Of the server; trusted, and the page's own origin with it, where there is no cookie. */
  readonly own: string | undefined
  readonly origins: readonly string[]
}

/** Not where the caller has an `Authorization` of its own. */
export function carriesToken({ url, headers }: Request, { own, origins }: Trusted): boolean {
  if (headers.has('authorization')) return false
  const here = originOf(globalThis.location?.href)
  const ours = own === undefined ? [] : [originOf(own) ?? here, here]
  return [...ours, ...origins.map(originOf)].includes(originOf(url) ?? '')
}

/** By its letters: not every phone's `URL` knows origins. Whatever looks odd equals none. */
function originOf(url: string | undefined): string | undefined {
  return /^https?:\/\/[^/?#]+/.exec(url ?? '')?.[0]
}
