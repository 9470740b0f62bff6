/** The types and the table of the client, written from the routes. `tools/write-reference.mjs` keeps them in a file. */
import { type Components, createComponents, type Json } from './components.ts'
import type { Documented } from './documented.ts'
import { componentOf } from './schema-text.ts'

export function clientSource(routes: readonly Documented[]): string {
  const components = createComponents()
  const chapters = Map.groupBy(routes, ({ id }) => id.split('.', 1)[0] ?? '')
  const methods = [...chapters].map(([name, some]) => chapter(name, some, components))
  const types = Object.entries(components.schemas).sort(([one], [other]) => (one < other ? -1 : 1))
  return [
    '/** Written from the routes of the API by tools/write-reference.mjs. A test holds it to them. */',
    "import type { CallOptions, Listing, Operation } from './call.ts'",
    '',
    ...types.flatMap(([name, schema]) => [`export type ${name} = ${typeOf(schema, 0)}`, '']),
    '/** Every operation of the API that a key may call, by chapter. */',
    'export interface Client {',
    ...methods,
    '}',
    '',
    'export const operations: Readonly<Record<string, Operation>> = {',
    ...routes.map((route) => `  '${route.id}': ['${route.method}', '${route.path}', '${takes(route)}'],`),
    '}',
    '',
  ].join('\n')
}

function chapter(name: string, routes: readonly Documented[], components: Components): string {
  const methods = routes.flatMap((route) => {
    const { id, summary, operation } = route
    const needs = operation === undefined ? '' : ` Wants \`${operation}\`.`
    return [`    /** ${summary}${needs} */`, `    ${id.slice(name.length + 1)}${signature(route, components)}`]
  })
  return [`  readonly ${name}: {`, ...methods, '  }'].join('\n')
}

function signature(route: Documented, components: Components): string {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => `${name}: string`)
  const value = valueOf(route, components)
  const all = [...names, ...(value === undefined ? [] : [value]), 'options?: CallOptions']
  return `(${all.join(', ')}): ${resultOf(route, components)}`
}

function takes(route: Documented): Operation {
  if (route.body) return 'body'
  if (/\.list/.test(route.id)) return 'list'
  return route.query ? 'query' : 'nothing'
}

type Operation = 'body' | 'query' | 'list' | 'nothing'

function valueOf(route: Documented, components: Components): string | undefined {
  const kind = takes(route)
  if (kind === 'nothing') return undefined
  const schema = kind === 'body' ? route.body : route.query
  if (!schema) return 'query?: Readonly<Record<string, never>>'
  const made = components.of(schema, 'input')
  const isOptional = made['required'] === undefined && made['anyOf'] === undefined
  return `${kind === 'body' ? 'body' : 'query'}${isOptional ? '?' : ''}: ${typeOf(made, 2)}`
}

function resultOf(route: Documented, components: Components): string {
  const [, schema] = Object.entries(route.answers).find(([status]) => status.startsWith('2')) ?? []
  if (!schema) return 'Promise<void>'
  const made = components.of(schema, 'output')
  if (takes(route) !== 'list') return `Promise<${typeOf(made, 2)}>`
  const named = typeof made['$ref'] === 'string' ? components.schemas[componentOf(made['$ref'])] : undefined
  const { items } = (named ?? made)['properties'] as { readonly items: { readonly items: Json } }
  return `Listing<${typeOf(items.items, 2)}>`
}

/** TypeScript for a schema. */
function typeOf(schema: Json, depth: number): string {
  const { $ref, enum: values, const: only, type, anyOf, oneOf, allOf } = schema
  const inner = (part: unknown): string => typeOf(part as Json, depth)
  if (typeof $ref === 'string') return componentOf($ref)
  if (Array.isArray(values)) return values.map((value) => literal(value)).join(' | ')
  if (only !== undefined) return literal(only)
  for (const some of [anyOf, oneOf]) if (Array.isArray(some)) return [...new Set(some.map(inner))].join(' | ')
  if (Array.isArray(allOf)) return allOf.map(inner).join(' & ')
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one }, depth)).join(' | ')
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return `readonly ${grouped((schema['items'] ?? {}) as Json, inner)}[]`
    case 'object':
      return objectOf(schema, depth)
    default:
      return 'unknown'
  }
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value)

function grouped(item: Json, typed: (part: unknown) => string): string {
  const isOne =
    item['$ref'] !== undefined || (typeof item['type'] === 'string' && item['type'] !== 'array' && !item['enum'])
  return isOne ? typed(item) : `(${typed(item)})`
}

function objectOf({ properties, required = [], additionalProperties }: Json, depth: number): string {
  if (!properties) {
    const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties as Json, depth) : 'unknown'
    return `{ readonly [name: string]: ${value} }`
  }
  const pad = '  '.repeat(depth + 1)
  const members = Object.entries(properties as Readonly<Record<string, Json>>).flatMap(([name, member]) => {
    const about = typeof member['description'] === 'string' ? [`${pad}/** ${member['description']} */`] : []
    const mark = (required as readonly string[]).includes(name) ? '' : '?'
    const named = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`
    return [...about, `${pad}readonly ${named}${mark}: ${typeOf(member, depth + 1)}`]
  })
  return members.length === 0
    ? 'Readonly<Record<string, never>>'
    : ['{', ...members, `${'  '.repeat(depth)}}`].join('\n')
}
