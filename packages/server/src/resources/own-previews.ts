/**
 * Whose the hosts of previews are: what follows the first label must lie below a name that somebody registered for himself,
 * and not below `co.uk`, `vercel.app` or `a.run.app`, where anybody may have a host.
 */

/** Those whose hosts are their owner's. What is no pattern at all is for others to refuse. */
export async function ownPreviews(patterns: string[]): Promise<string[]> {
  if (patterns.length === 0) return patterns
  // The whole Public Suffix List, with the suffixes that providers gave to it: megabytes that most never need.
  const { getDomain } = await import('tldts')
  return patterns.filter((pattern) => {
    const url = pattern.replace('*', 'x')
    if (!URL.canParse(url)) return true
    const [, ...labels] = new URL(url).hostname.split('.')
    const host = labels.join('.')
    const registered = getDomain(host, { extractHostname: false })
    const owned = getDomain(host, { extractHostname: false, allowPrivateDomains: true })
    return registered !== null && owned !== null && !handsOut.has(registered)
  })
}

/** Domains with hosts for everybody which the list does not have, or of which it does not have every region. */
const handsOut = new Set(
  `amazonaws.com azure.com azurecontainerapps.io b-cdn.net cloudworkstations.dev codesandbox.io cyclic.app edgeone.app
ghost.io github.dev gitpod.io googleusercontent.com jimdosite.com kinsta.app koyeb.app loca.lt localtunnel.me nip.io
pagekite.me pinggy.io pinggy.link railway.app serveo.net softr.app sslip.io stackblitz.io traefik.me tumblr.com
tunnelto.dev webcontainer.io weebly.com windows.net xip.io`.split(/\s+/),
)
