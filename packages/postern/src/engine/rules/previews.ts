/**
 * Redirects to previews of a site: one `*` stands for a part of the host's first label, everything else is compared
 * letter for letter. What follows that label must be a name that one owner holds; that it is none like `vercel.app` or
 * `co.uk`, below which anybody may have a host, is for whoever takes a pattern down to see.
 */
export interface PreviewParts {
  /** The first label before and after the `*`. */
  readonly before: string
  readonly after: string
  /** The rest of the host, with a port where there is one. */
  readonly rest: string
  /** Path and query. */
  readonly target: string
}

const shape = /^https:\/\/([a-z0-9-]*)\*([a-z0-9-]*)\.([a-z0-9.-]+?)(:\d{1,5})?([/?][^*#\\\s]*)?$/
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** Why a pattern may not be used; `undefined` when it may. */
export function previewFault(pattern: string): string | undefined {
  const parts = previewParts(pattern)
  if (!parts) return 'must be https:// with one * in the first label of its host, in small letters'
  const labels = hostOf(parts).split('.')
  if (!labels.every((one) => label.test(one)) || !/^[a-z]/.test(labels.at(-1) ?? ''))
    return 'has a host that is no name'
  if (labels.length < 2) return 'must have two labels behind the *: a whole top-level domain is not yours'
  return undefined
}

/** Whether the URL is one that a pattern stands for. */
export function isPreview(patterns: readonly string[], url: string): boolean {
  return patterns.some((pattern) => {
    const parts = previewParts(pattern)
    return parts !== undefined && previewFault(pattern) === undefined && fits(parts, url)
  })
}

export function previewParts(pattern: string): PreviewParts | undefined {
  const [, before = '', after = '', host = '', port = '', target = ''] = shape.exec(pattern) ?? []
  return host === '' ? undefined : { before, after, rest: host + port, target }
}

/** By parts of the text: a parser would read more into it than was written. */
function fits({ before, after, rest, target }: PreviewParts, url: string): boolean {
  const end = `${after}.${rest}${target}`
  if (!url.startsWith(`https://${before}`) || !url.endsWith(end)) return false
  const middle = url.slice('https://'.length + before.length, url.length - end.length)
  return /^[a-z0-9-]{1,63}$/.test(middle) && label.test(before + middle + after)
}

const hostOf = ({ rest }: PreviewParts): string => rest.replace(/:\d+$/, '')
