/** Whether a request's path, with or without its query, is at `base` or below it. */
export function isBelow(url: string, base: string): boolean {
  if (!url.startsWith(base)) return false
  const next = url.charAt(base.length)
  return base === '' || next === '' || next === '/' || next === '?'
}
