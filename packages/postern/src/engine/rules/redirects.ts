/**
 * Redirects match the application's list by string equality (RFC 9700 §2.1). Two exceptions: any port for a registered
 * loopback address (RFC 8252 §7.3), and a path on our own origin. Previews are compared by their parts.
 */
import type { Destination, ReturnTo } from '../../domain/attempt.ts'
import type { Scope } from '../../domain/scope.ts'
import { isPreview } from './previews.ts'

export type CheckedRedirect =
  | { readonly kind: 'allowed'; readonly destination: Destination }
  /** `body-invalid`: not for where it leads, but for what is said beside it. */
  | { readonly kind: 'refused'; readonly code: 'redirect-refused' | 'body-invalid'; readonly hint: string }

const maxLength = 2000
const maxState = 2000

/** Where a request wants to end up. Nothing asked for is the application's start address. */
export function checkRedirect(
  scope: Scope,
  redirectTo: string | undefined,
  state: string | undefined,
): CheckedRedirect {
  if (!isSoundState(state)) return unsound
  if (redirectTo === undefined) return { kind: 'allowed', destination: { kind: 'api' } }
  if (/[^\x21-\x7e]/.test(redirectTo)) return refused('redirectTo has a character that a URL writes percent-encoded')
  if (redirectTo.length > maxLength) return refused('redirectTo is longer than 2000 characters')
  if (!isAllowed(scope, redirectTo)) {
    return refused(
      `redirectTo is not on the list: add it, letter for letter, to redirects, or send a path that starts with one "/"`,
    )
  }
  return {
    kind: 'allowed',
    destination: { kind: 'page', url: redirectTo as ReturnTo, ...(state === undefined ? {} : { state }) },
  }
}

const isAllowed = (scope: Scope, url: string): boolean => isOwnPath(scope.baseUrl, url) || isListed(scope, url)

/** Letter for letter one of the application's, or a preview of it. */
export function isListed({ application: { redirects, previews } }: Scope, url: string): boolean {
  return redirects.some((one) => url === one || isSameLoopback(one, url)) || isPreview(previews, url)
}

export const isSoundState = (state: string | undefined): boolean =>
  state === undefined || (state.length <= maxState && !hasControls(state))

/** A path that stays one: `//host`, `/\host` and control characters are how a path leaves its origin. */
function isOwnPath(baseUrl: string, path: string): boolean {
  if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\') || hasControls(path)) return false
  const origin = new URL(baseUrl).origin
  const parsed = parseUrl(path, origin)
  return parsed !== undefined && parsed.origin === origin && !parsed.pathname.startsWith('//')
}

function isSameLoopback(registered: string, url: string): boolean {
  const want = parseUrl(registered)
  if (want?.protocol !== 'http:' || (want.hostname !== '127.0.0.1' && want.hostname !== '[::1]')) return false
  const port = /^http:\/\/(?:127\.0\.0\.1|\[::1\])(:\d{1,5})?(?=[/?]|$)/.exec(url)
  const rest = /^http:\/\/(?:127\.0\.0\.1|\[::1\])(:\d{1,5})?(?=[/?]|$)/.exec(registered)
  if (!port || !rest || parseUrl(url)?.hostname !== want.hostname) return false
  return url.slice(port[0].length) === registered.slice(rest[0].length)
}

function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}

const hasControls = (text: string): boolean => /[\x00-\x1f\x7f]/.test(text)
const refused = (hint: string): CheckedRedirect => ({ kind: 'refused', code: 'redirect-refused', hint })

/** Of a state that cannot be given back as it is. */
export const unsound: CheckedRedirect = {
  kind: 'refused',
  code: 'body-invalid',
  hint: `state is longer than ${maxState} characters or has control characters`,
}
