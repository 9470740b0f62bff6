/**
 * Where this page keeps what it holds: one place for all tabs. A refresh token works once, so tabs that had a copy each
 * would end each other's session. Every script of this origin can read it, now and later: the policy that site.ts sends
 * lets none in but the page's own. Where you cannot promise that, leave the storage out, and a reload signs out.
 */
export const keep = {
  get: (key) => localStorage.getItem(key),
  set: (key, value) => localStorage.setItem(key, value),
  remove: (key) => localStorage.removeItem(key),
}

/** The secret leaves the address bar, and the tab's history with it, before anything else happens. */
export function takeToken(page = window) {
  const token = page.location.hash.slice(1)
  if (token) page.history.replaceState(null, '', page.location.pathname)
  return token
}
