/** The API's routes as the one HTTP stack takes them: path, key, values, handler, in this order. */
import { type Answer, type Call, headerOf, type Id, type ProblemCode, problemReply, type Route } from 'postern/kit'
import { z } from 'zod'
import { allows } from '../resources/api-key.ts'
import { issueWords } from '../resources/issue-words.ts'
import type { ApiCall, ApiRoute, PresentKey, ServerParts } from './api-route.ts'
import { isCanonical } from './canonical-path.ts'
import { insistedVersion, unreadable } from './entity-tag.ts'
import { bearerKey, type Guarded, guard } from './guard.ts'
import { once } from './idempotency.ts'
import { lostNumber, lostNumbers } from './lost-numbers.ts'

/** Told of every answer of a handler: tests hold it to the route's schemas. */
export type OnAnswer = (route: ApiRoute, answer: Answer) => void

export function mountApi(routes: readonly ApiRoute[], parts: () => ServerParts, onAnswer?: OnAnswer): readonly Route[] {
  return routes.map((route) => ({
    method: route.method,
    path: route.path,
    root: true,
    // A key is no cookie: where a call comes from decides nothing.
    machine: true,
    body: route.longBody ? 'long-json' : 'json',
    refused: turnedAway,
    handle: async (call: Call) => {
      const answer = await handle(route, parts(), call)
      onAnswer?.(route, answer)
      return answer
    },
  }))
}

/** What the API's routes take: JSON of any shape. */
const bodies: Partial<Readonly<Record<ProblemCode, string>>> = {
  'body-invalid': 'The body is no JSON, is more than 32 levels deep, or has NUL or half a letter in a text.',
  'media-type-unsupported': 'Send JSON, with Content-Type: application/json.',
}

function turnedAway(code: ProblemCode): Answer | undefined {
  const detail = bodies[code]
  return detail === undefined ? undefined : problemReply(code, { detail })
}

async function handle(route: ApiRoute, parts: ServerParts, call: Call): Promise<Answer> {
  if (!isCanonical(call)) return problemReply('not-found')
  const guarded = route.open ? letInWithoutKey : await keyFor(route, parts, call)
  if (guarded.kind === 'refused') {
    const { code, detail, more } = guarded
    return problemReply(code, { ...more, ...(detail !== undefined && { detail }) })
  }
  if (route.method !== 'GET' && insistedVersion({ call }) === unreadable)
    return problemReply('version-changed', { detail: noTag })
  if (insistsInVain(route, call)) return problemReply('version-changed', { detail: noVersions })
  const values = read(route, call)
  if ('errors' in values) return problemReply('values-invalid', { more: { errors: values.errors } })
  const at = apiCallOf(route, parts, call, { ...guarded, ...values })
  return route.method === 'POST' && !route.open ? once(at, () => route.handle(at)) : route.handle(at)
}

const noTag = 'If-Match wants the `ETag` that was answered, with its quotes: "3".'
const noVersions = 'What this changes has no `ETag`, so that no `If-Match` can hold.'

/** A condition that is not looked at must not be taken for one that holds (RFC 9110 §13.1.1). */
function insistsInVain({ conditional, method }: ApiRoute, call: Call): boolean {
  return !conditional && method !== 'GET' && insistedVersion({ call }) !== undefined
}

function keyFor({ operation, startsSignIns, ofSystem }: ApiRoute, parts: ServerParts, call: Call): Promise<Guarded> {
  const tenant = headerOf(call.c, 'postern-tenant')
  return guard(parts, call, { credential: bearerKey(call), operation, tenant, startsSignIns, ofSystem })
}

const nobody: PresentKey = {
  id: 'nobody',
  name: 'No key',
  hash: '',
  operations: [],
  startsSignIns: false,
  createdAt: 0,
}

const letInWithoutKey: Guarded = { kind: 'let-in', key: nobody, tenant: 'default' as Id<'tenant'> }

interface Values {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

function apiCallOf(
  route: ApiRoute,
  parts: ServerParts,
  call: Call,
  { key, tenant, params, query, body }: Values & Pick<ApiCall, 'key' | 'tenant'>,
): ApiCall {
  return {
    ...parts,
    params,
    query,
    body,
    call,
    key,
    tenant,
    desk: {
      ports: parts.ports,
      actor: route.open ? 'bootstrap' : `key:${key.id}`,
      press: parts.press,
      development: parts.development,
      changed: () => parts.directory.forget(),
    },
    scopeOf: async (application) => {
      const scope = await parts.directory.find({ tenant, application })
      return scope && allows(key, route.operation, scope.application.id) ? scope : undefined
    },
    refuse: problemReply,
  }
}

/** What is said to a route that takes nothing is not taken for granted: a `dryRun` that is not looked at would be none. */
const nothing = z.strictObject({})

interface ValueError {
  readonly path: string
  readonly why: string
}

function read(route: ApiRoute, { c, json }: Call): Values | { readonly errors: readonly ValueError[] } {
  const query = c.req.query()
  const errors: ValueError[] = Object.entries(c.req.queries()).flatMap(([name, values]) => {
    if (values.length > 1) return [{ path: `query.${name}`, why: 'must be there once' }]
    // No store has a place for it (`postern`, `kept-text.ts`).
    return values[0]?.includes('\0') ? [{ path: `query.${name}`, why: 'must be text without NUL' }] : []
  })
  // One fault at a place is enough: what else is wrong there often follows from it.
  const say = (path: string, why: string): void => {
    if (!errors.some((told) => told.path === path)) errors.push({ path, why })
  }
  const part = (name: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    const parsed = schema?.safeParse(value, { error: issueWords })
    if (!parsed) return undefined
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) say([name, ...issue.path.map(String)].join('.'), issue.message)
    return undefined
  }
  const values = {
    params: part('path', route.params, c.req.param()),
    query: part('query', route.query ?? nothing, query),
    body: part('body', route.body ?? nothing.optional(), json),
  }
  for (const path of lostNumbers(json)) say(['body', ...path].join('.'), lostNumber)
  return errors.length > 0 ? { errors } : values
}
