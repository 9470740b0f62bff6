/** The door: peer, host, body, scope and origin, in this order, for every route alike. A handler never rejects. */
import type { Context } from 'hono'
import { loadWords } from '../copy/words.ts'
import { PosternError } from '../domain/errors.ts'
import { type Instant, minutes, seconds } from '../domain/instant.ts'
import type { Scope } from '../domain/scope.ts'
import { type Answer, give } from './answer.ts'
import { Call } from './call.ts'
import { foreignSign } from './client/foreign-sign.ts'
import { judgeOrigin } from './client/origin.ts'
import { listedOrigin, preflight, withCors } from './cors.ts'
import { type Fields, type ReadFields, readFields } from './fields.ts'
import { type Env, headerOf, peerOf } from './headers.ts'
import { judgeHost } from './host.ts'
import type { Http } from './http.ts'
import { type ReadJson, readJson, readLongJson, readPlain } from './json-body.ts'
import { hostIn, namedIn } from './named.ts'
import { busyDetails } from './problems.ts'
import { repeatedName } from './query.ts'
import { notAllowed, notFound, refuse } from './refuse.ts'
import { problemReply, redirectReply } from './reply.ts'
import type { Route } from './route.ts'

const noFields: Fields = new Map()
const noBody = { kind: 'fields', fields: noFields } as const

export async function enter(http: Http, route: Route, c: Context<Env>): Promise<Response> {
  http.onCall?.()
  const fromAfar = route.anyHost ? undefined : refusedFromAfar(http, c)
  return give(c, fromAfar ?? (await answer(http, route, c)))
}

async function answer(http: Http, route: Route, c: Context<Env>): Promise<Answer> {
  let scope = http.directory.only ?? (route.anyHost ? http.directory.own : undefined)
  try {
    const turnedAway = route.anyHost || isAtHome(http, c) ? undefined : await atTheWrongHost(http, c)
    if (turnedAway) return turnedAway
    const body = route.method === 'GET' ? noBody : await bodyOf(route, c)
    scope ??= await http.directory.find(namedIn(http, route, c, body.kind === 'fields' ? body.fields : noFields))
    if (!scope) return route.refused?.('not-found') ?? (await refuse(http, c, 'not-found'))
    return withCors(await inside(http, route, c, { scope, body }), listedOrigin(c, scope))
  } catch (fault) {
    return withCors(await faulty(http, route, c, fault), scope && listedOrigin(c, scope))
  }
}

interface Found {
  readonly scope: Scope
  readonly body: ReadFields | ReadJson
}

/** What is answered from here on may be read by the pages of listed origins, refusals too. */
function inside(http: Http, route: Route, c: Context<Env>, { scope, body }: Found): Promise<Answer> | Answer {
  const foreign = route.machine ? undefined : fromElsewhere(http, c, scope)
  if (foreign) return route.refused?.('origin-refused') ?? foreign
  if (body.kind !== 'fields' && body.kind !== 'json') {
    const isFlat = (route.body ?? 'fields') === 'fields'
    const detail = isFlat && body.kind === 'body-invalid' ? flatBody : undefined
    return route.refused?.(body.kind) ?? refuse(http, c, body.kind, { detail })
  }
  const repeated = repeatedName(c)
  if (repeated) {
    const errors = [{ path: `query.${repeated}`, why: 'must be there once' }]
    return route.refused?.('values-invalid') ?? refuse(http, c, 'values-invalid', { more: { errors } })
  }
  const fields = body.kind === 'fields' ? body.fields : noFields
  const json = body.kind === 'json' ? body.json : undefined
  return handle(route, new Call(http, c, scope, { fields, json }))
}

const flatBody =
  'Send one flat JSON object or a form, with each name once, and neither NUL nor half a letter in a text.'

/** The words of whoever calls are loaded first: a route writes its page without waiting. */
function handle(route: Route, call: Call): Promise<Answer> | Answer {
  const loading = route.wordless ? undefined : loadWords(call.locale)
  return loading ? loading.then(() => route.handle(call)) : route.handle(call)
}

function bodyOf(route: Route, c: Context<Env>) {
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
  const fromAfar = refusedFromAfar(http, c)
  if (fromAfar) return give(c, fromAfar)
  const scope = await scopeAt(http, route, c)
  return give(c, preflight(scope && listedOrigin(c, scope), methods))
}

/** A call that no route takes. `allowed` are the methods that its path does take. */
export async function enterNowhere(
  http: Http,
  allowed: readonly string[] | undefined,
  c: Context<Env>,
): Promise<Response> {
  const turnedAway = refusedFromAfar(http, c) ?? (await atTheWrongHost(http, c))
  if (turnedAway) return give(c, turnedAway)
  const answer = await (allowed ? notAllowed(http, c, allowed) : notFound(http, c))
  const scope = headerOf(c, 'origin') === undefined ? undefined : await scopeAt(http, c.req, c)
  return give(c, withCors(answer, scope && listedOrigin(c, scope)))
}

const scopeAt = (http: Http, route: Pick<Route, 'path'>, c: Context<Env>): Promise<Scope | undefined> =>
  Promise.resolve(http.directory.only ?? http.directory.find(namedIn(http, route, c, noFields)))

/**
 * Development, with its plain cookies, its inbox and no limits, is for its own machine: a proxy or a port that was let
 * out by mistake serves nobody (invariant 20). Always a problem, for who reads it is the developer. Where the peer is
 * not known, as on a Unix socket, the headers alone are judged.
 */
function refusedFromAfar(http: Http, c: Context<Env>): Answer | undefined {
  if (!http.loopbackOnly) return undefined
  const sign = foreignSign({ peer: peerOf(c) || undefined, header: (name) => headerOf(c, name) })
  return sign === undefined ? undefined : problemReply('peer-refused', { detail: ofAnotherMachine(sign) })
}

const ofAnotherMachine = (sign: string): string =>
  `This is development, for \`baseUrl\` is http on loopback: only its own machine is answered, and \`${sign}\` of this request names another. Where people come from elsewhere, set \`baseUrl\` to the https address they use; for a private network there is \`postern dev --lan\`. A port that a container publishes counts as elsewhere.`

/** Where most calls are. Nothing has to be waited for to know it. */
const isAtHome = (http: Http, c: Context<Env>): boolean => !http.checksHost || hostIn(c) === http.host

/** Refused, or sent to the base URL, before anything is said of what is here. */
async function atTheWrongHost(http: Http, c: Context<Env>): Promise<Answer | undefined> {
  if (isAtHome(http, c)) return undefined
  const host = hostIn(c)
  if (host !== undefined && (await http.knowsHost?.(host))) return undefined
  const { origin, development } = http
  const judgement = judgeHost({ host, method: c.req.method, target: targetOf(c.req.url), origin, development })
  if (judgement.kind === 'pass') return undefined
  if (judgement.kind === 'redirect') return redirectReply(judgement.to)
  return development ? problemReply('host-unknown', { detail: notAt(origin) }) : refuse(http, c, 'host-unknown')
}

/** What the caller names is not repeated. Always a problem, for who reads it is the developer. */
const notAt = (origin: string): string =>
  `This is development, and only ${origin} is answered, which is \`baseUrl\`: the \`Host\` of this request is another, or has another port.`

/** Path and query. Not by a parser: what a caller names as its host need be none. */
const targetOf = (url: string): string => url.slice(url.indexOf('/', url.indexOf('//') + 2))

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

/** What went wrong is told to the host, and nothing of it to the caller, but whether the outcome is known. */
export function faulty(http: Http, route: Failed, c: Context<Env>, fault: unknown): Promise<Answer> | Answer {
  if (fault instanceof PosternError && fault.code === 'busy') {
    const now = http.clock.now()
    const detail = busyDetails[fault.outcome ?? 'unfinished']
    return route.refused?.('busy') ?? refuse(http, c, 'busy', { detail, now, retryAt: (now + seconds(2)) as Instant })
  }
  http.onFault(fault, { route: `${route.method} ${route.path}` })
  if (fault instanceof PosternError && fault.code === 'keys-unreadable') {
    const retryAt = (http.clock.now() + minutes(1)) as Instant
    return route.refused?.(fault.code) ?? refuse(http, c, fault.code, { now: http.clock.now(), retryAt })
  }
  return route.refused?.('server-error') ?? refuse(http, c, 'server-error')
}

interface Failed {
  readonly method: string
  readonly path: string
  readonly refused?: Route['refused']
}
