/** Where a finished attempt goes. Redirect, state and hand-off code go to the asker only (invariant 8). */
import type { Destination } from '../../domain/attempt.ts'
import type { Credential } from '../../domain/credential.ts'

export type Next =
  /** The application's start address. */
  | { readonly kind: 'start' }
  | { readonly kind: 'page'; readonly url: string; readonly state?: string }
  | {
      readonly kind: 'hand-off'
      readonly redirectUri: string
      readonly code: Credential<'hand-off'>
      readonly state?: string
    }

export function nextFor(destination: Destination, asker: boolean, code?: Credential<'hand-off'>): Next {
  if (!follows(destination, asker)) return { kind: 'start' }
  switch (destination.kind) {
    case 'page':
      return destination
    case 'hand-off': {
      const { redirectUri, state } = destination
      return code
        ? { kind: 'hand-off', redirectUri, code, ...(state === undefined ? {} : { state }) }
        : { kind: 'start' }
    }
    case 'api':
      return { kind: 'start' }
  }
}

/** Whether a browser goes where its attempt was to go. */
export const follows = (destination: Destination, asker: boolean): boolean =>
  asker || (destination.kind === 'hand-off' && destination.anyBrowser === true)
