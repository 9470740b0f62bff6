/** Where a sign-in starts again with another address, and still goes where it was to go. */
import type { Destination } from '../../domain/attempt.ts'
import { pagePath, type Scope } from '../../domain/scope.ts'

export function signInUrl(scope: Scope, destination: Destination): string {
  const page = pagePath(scope, '/sign-in')
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(wanted(destination))) if (value !== undefined) query.set(name, value)
  return query.size === 0 ? page : `${page}${page.includes('?') ? '&' : '?'}${query.toString()}`
}

function wanted(destination: Destination): Readonly<Record<string, string | undefined>> {
  switch (destination.kind) {
    case 'api':
      return {}
    case 'page':
      return { redirect_uri: destination.url, state: destination.state }
    case 'hand-off': {
      const { redirectUri, state, codeChallenge } = destination
      return { redirect_uri: redirectUri, state, code_challenge: codeChallenge, code_challenge_method: 'S256' }
    }
  }
}
