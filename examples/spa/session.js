/**
 * Where this page keeps what it holds. Tokens stay with the tab: they survive a reload and end with it. The handle, which
 * says that this browser asked, is kept for all tabs, because a link from a mail opens a new one; alone it opens nothing.
 */
export const keep = {
  get: (key) => placeOf(key).getItem(key),
  set: (key, value) => placeOf(key).setItem(key, value),
  remove: (key) => placeOf(key).removeItem(key),
}

const placeOf = (key) => (key === 'postern.handle' ? localStorage : sessionStorage)

/** The secret leaves the address bar, and the tab's history with it, before anything else happens. */
export function takeToken(page = window) {
  const token = page.location.hash.slice(1)
  if (token) page.history.replaceState(null, '', page.location.pathname)
  return token
}
