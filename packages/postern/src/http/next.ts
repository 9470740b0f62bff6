/** The one switch over where a finished sign-in goes. The URL was checked when it was asked for. */
import { formatCredential } from '../domain/credential.ts'
import type { Scope } from '../domain/scope.ts'
import type { Next } from '../engine/rules/next.ts'

export function nextUrl(scope: Scope, next: Next): string {
  switch (next.kind) {
    case 'start':
      return startUrl(scope)
    case 'page':
      return withQuery(next.url, { state: next.state })
    case 'hand-off':
      return withQuery(next.redirectUri, { code: formatCredential(next.code), state: next.state, iss: scope.baseUrl })
  }
}

/** Where the application begins; our own page for one that has none. */
export function startUrl(scope: Scope): string {
  return scope.application.startUrl ?? `${scope.baseUrl}/signed-in`
}

function withQuery(url: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value)
  if (query.size === 0) return url
  const [bare = '', fragment] = url.split('#', 2)
  const joined = `${bare}${bare.includes('?') ? '&' : '?'}${query.toString()}`
  return fragment === undefined ? joined : `${joined}#${fragment}`
}
