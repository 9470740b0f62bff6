/** One request, as the routes see it: who calls, in which scope, and in which form the answer is wanted. */
import type { Context } from 'hono'
import type { Locale } from '../copy/locale.ts'
import { chooseLocale } from '../copy/locale.ts'
import type { Client } from '../domain/client.ts'
import { type Credential, formatCredential } from '../domain/credential.ts'
import type { Scope } from '../domain/scope.ts'
import { isBearer } from '../engine/rules/tokens.ts'
import { wantsPage } from './client/accepts.ts'
import { type CookieKind, cookieName, dropCookie, readCookie, setCookie } from './client/cookies.ts'
import { readClient } from './client/read-client.ts'
import type { Fields } from './fields.ts'
import { type Env, headerOf, peerOf } from './headers.ts'
import { heldBy } from './holder.ts'
import type { Http } from './http.ts'
import { queryOf } from './query.ts'

/** A body as its route reads it. */
export interface Body {
  readonly fields: Fields
  readonly json?: unknown
}

/** Each fact is worked out when a route first asks for it: a session check needs none of them. */
export class Call {
  readonly http: Http
  readonly c: Context<Env>
  readonly scope: Scope
  readonly fields: Fields
  /** The body of a route that reads JSON; of one that reads text, that. */
  readonly json: unknown
  #client: Client | undefined
  #locale: Locale | undefined

  constructor(http: Http, c: Context<Env>, scope: Scope, { fields, json }: Body) {
    this.http = http
    this.c = c
    this.scope = scope
    this.fields = fields
    this.json = json
  }

  get client(): Client {
    this.#client ??= clientOf(this)
    return this.#client
  }

  /** Who calls, by its session alone. */
  get sessionHolder(): Client {
    return { kind: 'program', asked: {}, networks: [], ...held(this) }
  }

  /** Whether the answer is a page. */
  get page(): boolean {
    return wantsPage(headerOf(this.c, 'accept'), headerOf(this.c, 'content-type'))
  }

  get locale(): Locale {
    const { c, fields, scope } = this
    this.#locale ??= chooseLocale(
      fields.get('locale') ?? queryOf(c, 'locale') ?? headerOf(c, 'accept-language') ?? scope.application.locale,
      scope.application.locales,
    )
    return this.#locale
  }
}

function clientOf({ http, c, scope, fields }: Call): Client {
  const sender = { header: (name: string) => headerOf(c, name), peer: peerOf(c), handle: fields.get('handle') }
  return readClient(http, scope, sender)
}

const held = (call: Call): Pick<Client, 'session' | 'accessToken' | 'bearer'> =>
  heldBy(call.scope, cookie(call, 'session'), headerOf(call.c, 'authorization'))

/** Whether the caller gets its binding as a handle as well: a program, and a page that our cookies may not reach. */
export const holdsHandle = ({ client, scope }: Call): boolean => client.kind === 'program' || isBearer(scope)

function cookie(call: Call, kind: CookieKind): string | undefined {
  return readCookie(headerOf(call.c, 'cookie'), nameOf(call, kind))
}

/** What names a cookie: the tenant, and whether the host is a real one. */
export interface CookiePlace {
  readonly http: Pick<Http, 'development'>
  readonly scope: Scope
}

const nameOf = ({ http, scope }: CookiePlace, kind: CookieKind): string =>
  cookieName(kind, scope.tenant.id, !http.development)

/** `Set-Cookie` values for the credentials an outcome hands out. */
export function cookiesFor(
  call: CookiePlace,
  credentials: Readonly<Partial<Record<CookieKind, Credential<string> | 'gone'>>>,
): readonly string[] {
  const { lifetimes } = call.scope.application
  const lifetime = { session: lifetimes.session, binding: lifetimes.binding, browser: lifetimes.knownBrowser }
  return (['session', 'browser', 'binding'] as const).flatMap((kind) => {
    const credential = credentials[kind]
    if (credential === undefined) return []
    const name = nameOf(call, kind)
    return [credential === 'gone' ? dropCookie(name) : setCookie(name, formatCredential(credential), lifetime[kind])]
  })
}
