/** Where the routes are, as a host and the proxies before it see them. */

/** Whether a request's path, with or without its query, is at `base` or below it. */
export function isBelow(url: string, base: string): boolean {
  if (!url.startsWith(base)) return false
  const next = url.charAt(base.length)
  return base === '' || next === '' || next === '/' || next === '?'
}

/** The URL below `base`, however much of the base a proxy or a router took off the front of it. */
export function atBase(url: string, base: string): string {
  if (!url.startsWith('/')) return url
  for (let left = base; ; left = left.slice(left.indexOf('/', 1))) {
    if (isBelow(url, left)) return base + url.slice(left.length)
    if (left.lastIndexOf('/') <= 0) return base + url
  }
}
