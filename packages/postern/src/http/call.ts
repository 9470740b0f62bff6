/** One request, as the routes see it: who calls, in which scope, and in which form the answer is wanted. */
import type { Context } from 'hono'
import type { Locale } from '../copy/locale.ts'
import { chooseLocale } from '../copy/locale.ts'
import type { Client } from '../domain/client.ts'
import { type Credential, formatCredential, parseCredential } from '../domain/credential.ts'
import type { Scope } from '../domain/scope.ts'
import { wantsPage } from './client/accepts.ts'
import { clientAddress, networkOf, networksOf } from './client/address.ts'
import { type CookieKind, cookieName, dropCookie, readCookie, setCookie } from './client/cookies.ts'
import { labelOf } from './client/label.ts'
import type { Fields } from './fields.ts'
import { type Env, headerOf, peerOf } from './headers.ts'
import type { Http } from './http.ts'

export interface Call {
  readonly http: Http
  readonly c: Context<Env>
  readonly scope: Scope
  readonly client: Client
  readonly fields: Fields
  /** Whether the answer is a page. */
  readonly page: boolean
  readonly locale: Locale
}

export function makeCall(http: Http, c: Context<Env>, scope: Scope, fields: Fields): Call {
  const wanted =
    fields.get('locale') ?? c.req.query('locale') ?? headerOf(c, 'accept-language') ?? scope.application.locale
  return {
    http,
    c,
    scope,
    fields,
    client: clientOf(http, c, scope, fields),
    page: wantsPage(headerOf(c, 'accept'), headerOf(c, 'content-type')),
    locale: chooseLocale(wanted),
  }
}

/** A browser sends `Sec-Fetch-Site` or `Origin`; script cannot take the former away. A program sends neither. */
export function isBrowser(c: Context<Env>): boolean {
  return headerOf(c, 'sec-fetch-site') !== undefined || headerOf(c, 'origin') !== undefined
}

export function clientOf(http: Http, c: Context<Env>, scope: Scope, fields: Fields): Client {
  const { address, untrustedForwarding } = clientAddress({
    peer: peerOf(c),
    xForwardedFor: headerOf(c, 'x-forwarded-for'),
    forwarded: headerOf(c, 'forwarded'),
    trustedHops: http.trustedHops,
    header: http.forwardingHeader,
  })
  if (untrustedForwarding) http.onUntrustedForwarding()
  const { browser, device } = labelOf(headerOf(c, 'user-agent'))
  const network = networkOf(address)
  const place = address === undefined ? undefined : http.placeOf?.(address)
  const handle = fields.get('handle') ?? headerOf(c, 'postern-handle')
  const asker = parseCredential<'binding'>(handle ?? cookie(http, c, scope, 'binding'))
  const known = parseCredential<'browser'>(cookie(http, c, scope, 'browser'))
  const session = parseCredential<'session'>(cookie(http, c, scope, 'session'))
  return {
    kind: isBrowser(c) ? 'browser' : 'program',
    asked: {
      ...(browser === undefined ? {} : { browser }),
      ...(device === undefined ? {} : { device }),
      ...(place === undefined ? {} : { place }),
      ...(network === undefined ? {} : { network }),
    },
    networks: untrustedForwarding ? [] : networksOf(address),
    ...(asker ? { asker } : {}),
    ...(known ? { browser: known } : {}),
    ...(session ? { session } : {}),
  }
}

function cookie(http: Http, c: Context<Env>, scope: Scope, kind: CookieKind): string | undefined {
  return readCookie(headerOf(c, 'cookie'), nameOf(http, scope, kind))
}

const nameOf = (http: Http, scope: Scope, kind: CookieKind): string =>
  cookieName(kind, scope.tenant.id, !http.development)

/** `Set-Cookie` values for the credentials an outcome hands out. */
export function cookiesFor(
  call: Pick<Call, 'http' | 'scope'>,
  credentials: Readonly<Partial<Record<CookieKind, Credential<string> | 'gone'>>>,
): readonly string[] {
  const { http, scope } = call
  const { lifetimes } = scope.application
  const lifetime = { session: lifetimes.session, binding: lifetimes.binding, browser: lifetimes.knownBrowser }
  return (['session', 'browser', 'binding'] as const).flatMap((kind) => {
    const credential = credentials[kind]
    if (credential === undefined) return []
    const name = nameOf(http, scope, kind)
    return [credential === 'gone' ? dropCookie(name) : setCookie(name, formatCredential(credential), lifetime[kind])]
  })
}
