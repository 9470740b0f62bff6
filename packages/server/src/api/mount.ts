/** The API's routes as the one HTTP stack takes them: key, values, handler, in this order. */
import { type Answer, type Call, headerOf, problemReply, type Route } from 'postern/kit'
import type { z } from 'zod'
import { allows } from '../resources/api-key.ts'
import type { ApiCall, ApiRoute, ServerParts } from './api-route.ts'
import { bearerKey, guard } from './guard.ts'

export function mountApi(routes: readonly ApiRoute[], parts: () => ServerParts): readonly Route[] {
  return routes.map((route) => ({
    method: route.method,
    path: route.path,
    root: true,
    // A key is no cookie: where a call comes from decides nothing.
    machine: true,
    body: 'json',
    handle: (call: Call) => handle(route, parts(), call),
  }))
}

async function handle(route: ApiRoute, parts: ServerParts, call: Call): Promise<Answer> {
  const tenant = headerOf(call.c, 'postern-tenant')
  const guarded = await guard(parts, call, { credential: bearerKey(call), operation: route.operation, tenant })
  if (guarded.kind === 'refused') {
    return problemReply(guarded.code, guarded.detail === undefined ? {} : { detail: guarded.detail })
  }
  const values = read(route, call)
  if ('errors' in values) return problemReply('values-invalid', { more: { errors: values.errors } })
  const { key } = guarded
  const apiCall: ApiCall = {
    ...parts,
    ...values,
    call,
    key,
    tenant: guarded.tenant,
    desk: { ports: parts.ports, actor: `key:${key.id}`, changed: () => parts.directory.forget() },
    scopeOf: async (application) => {
      const scope = await parts.directory.find({ tenant: guarded.tenant, application })
      return scope && allows(key, route.operation, scope.application.id) ? scope : undefined
    },
    refuse: problemReply,
  }
  return route.handle(apiCall)
}

interface Values {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
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
