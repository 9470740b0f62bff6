/**
 * Cookies as browsers and attackers send them. Names are exact, only SP and HTAB are stripped, and a name that comes
 * twice counts as none: one of the two was planted by another host of the site, and nothing tells which.
 */
import type { Duration } from '../../domain/instant.ts'
import { isBlank, strip } from './strip.ts'

export type CookieKind = 'binding' | 'session' | 'browser'

const prefix = '__Host-'
const maxValueLength = 199
/** `cookie-octet` of RFC 6265 §4.1.1. */
const valueShape = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/
const tenantShape = /^[A-Za-z0-9_-]{1,64}$/

/** The name of a tenant's cookie. Plain names are for `http` on loopback only: browsers refuse the prefix there. */
export function cookieName(kind: CookieKind, tenant: string, secure: boolean): string {
  if (!tenantShape.test(tenant)) throw new TypeError('tenant must be letters, digits, - or _ to name a cookie')
  return `${secure ? prefix : ''}postern-${kind}${tenant === 'default' ? '' : `-${tenant}`}`
}

/** The value of the cookie, if the header carries it exactly once. Total, and linear in the header. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
  if (!header) return undefined
  let found: string | undefined
  // No name holds `;`, `=` or a blank, so where it is looked for nothing else need be taken apart.
  for (let at = header.indexOf(name); at !== -1; at = header.indexOf(name, at + name.length)) {
    const equals = afterBlanks(header, at + name.length)
    if (header[equals] !== '=' || !beginsPair(header, at)) continue
    if (found !== undefined) return undefined
    const end = header.indexOf(';', equals)
    found = strip(header.slice(equals + 1, end === -1 ? header.length : end))
  }
  return found
}

function afterBlanks(header: string, at: number): number {
  let next = at
  while (isBlank(header.charCodeAt(next))) next++
  return next
}

/** Whether there is nothing but blanks between here and the `;` before, or the beginning. */
function beginsPair(header: string, at: number): boolean {
  let before = at - 1
  while (before >= 0 && isBlank(header.charCodeAt(before))) before--
  return before < 0 || header[before] === ';'
}

/** A `Set-Cookie` value. Throws a `TypeError` for a value that is not plain or not under 200 bytes. */
export function setCookie(name: string, value: string, lifetime: Duration): string {
  if (value.length > maxValueLength || !valueShape.test(value)) {
    throw new TypeError(`the value of cookie ${name} must be cookie octets, fewer than 200`)
  }
  return `${name}=${value}; Max-Age=${Math.max(0, Math.floor(lifetime / 1000))}; ${attributes(name)}`
}

/** A `Set-Cookie` value that makes the browser forget the cookie. */
export function dropCookie(name: string): string {
  return `${name}=; Max-Age=0; ${attributes(name)}`
}

function attributes(name: string): string {
  return name.startsWith(prefix) ? 'Path=/; HttpOnly; SameSite=Lax; Secure' : 'Path=/; HttpOnly; SameSite=Lax'
}
