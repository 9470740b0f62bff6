/** The door: host, body, scope and origin, in this order, for every route alike. A handler never rejects. */
import type { Context } from 'hono'
import { loadWords } from '../copy/words.ts'
import { PosternError } from '../domain/errors.ts'
import { type Instant, seconds } from '../domain/instant.ts'
import type { Scope } from '../domain/scope.ts'
import { type Answer, give } from './answer.ts'
import { Call } from './call.ts'
import { judgeOrigin } from './client/origin.ts'
import { listedOrigin, preflight, withCors } from './cors.ts'
import { type Fields, readFields } from './fields.ts'
import { type Env, headerOf } from './headers.ts'
import { judgeHost } from './host.ts'
import type { Http } from './http.ts'
import { readJson, readLongJson, readPlain } from './json-body.ts'
import { hostIn, namedIn } from './named.ts'
import { refuse } from './refuse.ts'
import { redirectReply } from './reply.ts'
import type { Route } from './route.ts'

const noFields: Fields = new Map()

export async function enter(http: Http, route: Route, c: Context<Env>): Promise<Response> {
  http.onCall?.()
  return give(c, await answer(http, route, c))
}

async function answer(http: Http, route: Route, c: Context<Env>): Promise<Answer> {
  try {
    const turnedAway = route.anyHost ? undefined : await atTheWrongHost(http, c)
    if (turnedAway) return turnedAway
    const body = await bodyOf(route, c)
    const fields = body.kind === 'fields' ? body.fields : noFields
    const scope = http.directory.only ?? (await http.directory.find(namedIn(http, route, c, fields)))
    if (!scope) return route.refused?.('not-found') ?? (await refuse(http, c, 'not-found'))
    const origin = listedOrigin(c, scope)
    const foreign = route.machine ? undefined : fromElsewhere(http, c, scope)
    if (foreign) return route.refused?.('origin-refused') ?? (await foreign)
    if (body.kind !== 'fields' && body.kind !== 'json')
      return route.refused?.(body.kind) ?? (await refuse(http, c, body.kind))
    const json = body.kind === 'json' ? body.json : undefined
    return withCors(await handle(route, new Call(http, c, scope, { fields, json })), origin)
  } catch (fault) {
    return faulty(http, route, c, fault)
  }
}

/** The words of whoever calls are loaded first: a route writes its page without waiting. */
async function handle(route: Route, call: Call): Promise<Answer> {
  const loading = route.wordless ? undefined : loadWords(call.locale)
  if (loading) await loading
  return route.handle(call)
}

function bodyOf(route: Route, c: Context<Env>) {
  if (route.method === 'GET') return { kind: 'fields', fields: noFields } as const
  if (route.body === 'text') return readPlain(c)
  if (route.body === 'long-json') return readLongJson(c)
  return route.body === 'json' ? readJson(c) : readFields(c)
}

/** A browser asks before it sends another origin's call. */
export async function enterPreflight(
  http: Http,
  { route, methods }: { readonly route: Route; readonly methods: readonly string[] },
  c: Context<Env>,
): Promise<Response> {
  const scope = http.directory.only ?? (await http.directory.find(namedIn(http, route, c, noFields)))
  return give(c, preflight(scope && listedOrigin(c, scope), methods))
}

/** Refused, or sent to the base URL, before anything is said of what is here. */
export async function atTheWrongHost(http: Http, c: Context<Env>): Promise<Answer | undefined> {
  if (!http.checksHost) return undefined
  const host = hostIn(c)
  if (host === http.host || (host !== undefined && (await http.knowsHost?.(host)))) return undefined
  const { pathname, search } = new URL(c.req.url)
  const { origin, development } = http
  const judgement = judgeHost({
    host,
    method: c.req.method,
    target: pathname + search,
    origin,
    development,
  })
  if (judgement.kind === 'pass') return undefined
  return judgement.kind === 'redirect' ? redirectReply(judgement.to) : refuse(http, c, 'host-unknown')
}

function fromElsewhere(http: Http, c: Context<Env>, scope: Scope): Promise<Answer> | undefined {
  const judgement = judgeOrigin({
    method: c.req.method,
    secFetchSite: headerOf(c, 'sec-fetch-site'),
    origin: headerOf(c, 'origin'),
    contentType: headerOf(c, 'content-type'),
    hasCookie: headerOf(c, 'cookie')?.includes('postern-') ?? false,
    ownOrigin: scope.origin,
    origins: scope.application.origins,
  })
  return judgement.kind === 'pass' ? undefined : refuse(http, c, 'origin-refused', { detail: judgement.hint })
}

function faulty(http: Http, route: Route, c: Context<Env>, fault: unknown): Promise<Answer> | Answer {
  if (fault instanceof PosternError && fault.code === 'busy') {
    const now = http.clock.now()
    return route.refused?.('busy') ?? refuse(http, c, 'busy', { now, retryAt: (now + seconds(2)) as Instant })
  }
  http.onFault(fault, { route: `${route.method} ${route.path}` })
  return route.refused?.('server-error') ?? refuse(http, c, 'server-error')
}
