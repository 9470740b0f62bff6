/** Where a sign-in starts again with another address, and still goes where it was to go. */
import type { Destination } from '../../domain/attempt.ts'
import type { Scope } from '../../domain/scope.ts'

export function signInUrl({ base, application }: Scope, destination: Destination): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(wanted(destination, application.id))) {
    if (value !== undefined) query.set(name, value)
  }
  return query.size === 0 ? `${base}/sign-in` : `${base}/sign-in?${query.toString()}`
}

function wanted(destination: Destination, application: string): Readonly<Record<string, string | undefined>> {
  switch (destination.kind) {
    case 'api':
      return {}
    case 'page':
      return { redirect_uri: destination.url, state: destination.state }
    case 'hand-off': {
      const { redirectUri, state, codeChallenge } = destination
      return {
        application,
        redirect_uri: redirectUri,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      }
    }
  }
}
