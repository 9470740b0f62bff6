/** The API's routes as the one HTTP stack takes them: path, key, values, handler, in this order. */
import { type Answer, type Call, headerOf, type Id, problemReply, type Route } from 'postern/kit'
import type { z } from 'zod'
import { allows } from '../resources/api-key.ts'
import type { ApiCall, ApiRoute, PresentKey, ServerParts } from './api-route.ts'
import { isCanonical } from './canonical-path.ts'
import { bearerKey, type Guarded, guard } from './guard.ts'
import { once } from './idempotency.ts'

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
    handle: async (call: Call) => {
      const answer = await handle(route, parts(), call)
      onAnswer?.(route, answer)
      return answer
    },
  }))
}

async function handle(route: ApiRoute, parts: ServerParts, call: Call): Promise<Answer> {
  if (!isCanonical(call)) return problemReply('not-found')
  const guarded = route.open ? letInWithoutKey : await keyFor(route, parts, call)
  if (guarded.kind === 'refused') {
    const { code, detail, more } = guarded
    return problemReply(code, { ...more, ...(detail !== undefined && { detail }) })
  }
  const values = read(route, call)
  if ('errors' in values) return problemReply('values-invalid', { more: { errors: values.errors } })
  const at = apiCallOf(route, parts, call, { ...guarded, ...values })
  return route.method === 'POST' && !route.open ? once(at, () => route.handle(at)) : route.handle(at)
}

function keyFor({ operation, startsSignIns }: ApiRoute, parts: ServerParts, call: Call): Promise<Guarded> {
  const tenant = headerOf(call.c, 'postern-tenant')
  return guard(parts, call, { credential: bearerKey(call), operation, tenant, startsSignIns })
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
      changed: () => parts.directory.forget(),
    },
    scopeOf: async (application) => {
      const scope = await parts.directory.find({ tenant, application })
      return scope && allows(key, route.operation, scope.application.id) ? scope : undefined
    },
    refuse: problemReply,
  }
}

interface ValueError {
  readonly path: string
  readonly why: string
}

function read(route: ApiRoute, { c, json }: Call): Values | { readonly errors: readonly ValueError[] } {
  const errors: ValueError[] = []
  const part = (name: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    const parsed = schema?.safeParse(value)
    if (!parsed) return undefined
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues) {
      errors.push({ path: [name, ...path.map(String)].join('.'), why: message })
    }
    return undefined
  }
  const values = {
    params: part('path', route.params, c.req.param()),
    query: part('query', route.query, c.req.query()),
    body: part('body', route.body, json),
  }
  return errors.length > 0 ? { errors } : values
}
