/**
 * Redirects to previews of a site: one `*` stands for a part of the host's first label, everything else is compared
 * letter for letter. What follows that label must be a name that one owner holds: below `vercel.app` or `co.uk` anybody
 * may have a host.
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
  if (isShared(labels)) return 'has the hosts of other people below it: use a domain of your own'
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

/** Names of the second level below which a country's registrar sells, such as `co.uk` and `com.au`. */
const sold = new Set([
  'ac',
  'co',
  'com',
  'edu',
  'gob',
  'gov',
  'gv',
  'go',
  'ltd',
  'me',
  'mil',
  'ne',
  'net',
  'nom',
  'or',
  'org',
])

/** Where a provider gives hosts to everybody: from the private part of the Public Suffix List, the well-known ones. */
const hosting = new Set(
  `amplifyapp.com appspot.com azurestaticapps.net azurewebsites.net bitbucket.io cloudfront.net codesandbox.io csb.app
deno.dev edgeone.app firebaseapp.com fly.dev ghost.io github.dev github.io githubpreview.dev gitlab.io gitpod.io glitch.me
herokuapp.com hf.space kinsta.app loca.lt lovable.app netlify.app ngrok-free.app ngrok-free.dev ngrok.app ngrok.dev ngrok.io
now.sh onrender.com pages.dev platformsh.site readthedocs.io replit.app replit.dev repl.co run.app stackblitz.io surge.sh
trycloudflare.com up.railway.app vercel.app vercel.dev web.app webcontainer.io webflow.io wixsite.com wordpress.com
workers.dev`.split(/\s+/),
)

function isShared(labels: readonly string[]): boolean {
  if (hosting.has(labels.join('.'))) return true
  // Below these a region or account comes first: whole families of hosts are the provider's.
  if (['amazonaws.com', 'azure.com', 'windows.net'].includes(labels.slice(-2).join('.'))) return true
  const [second = '', top = ''] = labels.slice(-2)
  return labels.length === 2 && top.length === 2 && sold.has(second)
}
