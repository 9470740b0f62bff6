/** The OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made from the routes themselves. */
import { type ProblemCode, statusOf, titleOf } from 'postern/kit'
import { z } from 'zod'
import { type Components, createComponents, type Json } from './components.ts'
import type { Documented, HeaderName, Security } from './documented.ts'
import { isList } from './operation-id.ts'

export interface Described {
  readonly version: string
  /** Where this installation is reached. */
  readonly url: string
}

export function openApi(routes: readonly Documented[], { version, url }: Described): Json {
  const components = createComponents()
  components.of(problem, 'output')
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, components) }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Postern', version, description: about },
    servers: [{ url }],
    tags: [...new Set(routes.map(tagOf))].map((name) => ({ name })),
    paths,
    components: { schemas: sorted(components.schemas), securitySchemes, parameters },
  }
}

const about = `Everything an installation of Postern does over HTTP. Times are ISO 8601 in UTC. What is refused is an \
\`application/problem+json\` (RFC 9457) with a stable \`code\`. Lists come in pages: \`{items, next}\`, the next one by \
\`?after=<next>\`. \`PATCH\` is a JSON Merge Patch (RFC 7396). What belongs to another tenant is as if it were not there.`

const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable, for programs'),
    detail: z.string().optional(),
    errors: z
      .array(z.strictObject({ path: z.string(), why: z.string() }))
      .optional()
      .describe('What is wrong, each by its path'),
  })
  .meta({ id: 'Problem' })

function operationOf(route: Documented, components: Components): Json {
  const { id, summary, operation, body } = route
  return {
    operationId: id,
    summary,
    ...(operation !== undefined && { description: `Operation \`${operation}\`.`, 'x-operation': operation }),
    tags: [tagOf(route)],
    security: requirementsOf(route.security),
    parameters: parametersOf(route, components),
    ...(body && { requestBody: bodyOf(route, body, components) }),
    responses: { ...answersOf(route, components), ...refusalsOf(route.refusals) },
  }
}

export const tagOf = ({ id }: Documented): string => id.split('.', 1)[0] ?? ''

function requirementsOf(security: Security): readonly Json[] {
  return security === 'none' ? [] : [{ [security]: [] }]
}

const securitySchemes: Json = {
  key: { type: 'http', scheme: 'bearer', description: 'An API key: `Authorization: Bearer postern_key_…`.' },
  'raw-key': { type: 'apiKey', in: 'header', name: 'Authorization', description: 'An API key and nothing beside it.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-postern-session-default',
    description: 'The cookie of a session; in bearer mode `Authorization: Bearer <access token>`.',
  },
  client: {
    type: 'http',
    scheme: 'basic',
    description: 'The id of a confidential application and one of its secrets.',
  },
}

const headerAbout: Readonly<Record<HeaderName, string>> = {
  'Postern-Tenant': 'The tenant that the call is for, where the key is not of one tenant. `default` otherwise.',
  'If-Match': 'The `ETag` of the version that was seen. 412 where it is an older one.',
  'Idempotency-Key':
    'A repeat with the same key and content within a day gets the first answer, and does nothing again.',
  'Postern-Handle': 'The handle that a program was given for its attempt.',
}

const parameters: Json = Object.fromEntries(
  Object.entries(headerAbout).map(([name, description]) => [
    name,
    { name, in: 'header', description, schema: { type: 'string' } },
  ]),
)

function parametersOf(route: Documented, components: Components): readonly Json[] {
  const given = route.params ? properties(components.of(route.params, 'input')) : []
  const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: given.find(([known]) => known === name)?.[1] ?? { type: 'string' },
  }))
  const query = route.query ? components.of(route.query, 'input') : {}
  const required = (query['required'] ?? []) as readonly string[]
  const asked = properties(query).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(description !== undefined && { description }),
    ...(required.includes(name) && { required: true }),
    schema,
  }))
  return [...named, ...asked, ...route.headers.map((name) => ({ $ref: `#/components/parameters/${name}` }))]
}

const properties = (schema: Json): readonly (readonly [string, Json])[] =>
  Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Json>>)

function bodyOf({ method, bodyOptional }: Documented, body: z.ZodType, components: Components): Json {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  return { required: bodyOptional !== true, content: { [type]: { schema: components.of(body, 'input') } } }
}

function answersOf({ answers, method }: Documented, components: Components): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => {
      const description = schema === null ? 'Done.' : isList(schema) ? 'A page of the list.' : described(method, status)
      const content = schema && { content: { [typeOf(schema)]: { schema: components.of(schema, 'output') } } }
      return [status, { description, ...content }]
    }),
  )
}

/** Text is what comes line by line. */
const typeOf = (schema: z.ZodType): string =>
  schema instanceof z.ZodString ? 'application/x-ndjson' : 'application/json'

const described = (method: string, status: string): string =>
  status === '201' ? 'Made.' : method === 'GET' ? 'Found.' : 'Done.'

/** One answer for each status, with the codes that come under it. */
function refusalsOf(codes: readonly ProblemCode[]): Json {
  const byStatus = Map.groupBy(codes, (code) => statusOf[code])
  return Object.fromEntries(
    [...byStatus]
      .sort(([one], [other]) => one - other)
      .map(([status, some]) => [
        String(status),
        {
          description: some.map((code) => `\`${code}\`: ${titleOf[code]}`).join('\n\n'),
          'x-codes': some,
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
  )
}

const sorted = (schemas: Readonly<Record<string, Json>>): Json =>
  Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)))
