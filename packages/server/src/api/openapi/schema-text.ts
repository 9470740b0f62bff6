/** A schema in a few words, as a reader of the reference wants it. */
import type { Json } from './components.ts'

export interface Member {
  readonly name: string
  readonly required: boolean
  readonly schema: Json
  readonly about: string | undefined
}

/** The type alone: `string`, `"on" | "off"`, `Key[]`. Components are told apart by `name`. */
export function typeText(schema: Json, name: (component: string) => string = (component) => component): string {
  const { $ref, enum: values, const: only, type, anyOf, oneOf, allOf } = schema
  const one = (part: unknown): string => typeText(part as Json, name)
  if (typeof $ref === 'string') return name(componentOf($ref))
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (only !== undefined) return JSON.stringify(only)
  for (const some of [anyOf, oneOf]) if (Array.isArray(some)) return [...new Set(some.map(one))].join(' | ')
  if (Array.isArray(allOf)) return allOf.map(one).join(' & ')
  if (Array.isArray(type)) return type.join(' | ')
  if (type === 'array') return arrayText(one(schema['items'] ?? {}))
  if (type === 'object' || 'properties' in schema) return objectText(schema, one)
  return typeof type === 'string' ? type : 'anything'
}

const arrayText = (item: string): string => (/[ |&]/.test(item) ? `(${item})[]` : `${item}[]`)

function objectText({ additionalProperties, properties }: Json, one: (part: unknown) => string): string {
  if (properties) return 'object'
  return typeof additionalProperties === 'object' ? `{ [name]: ${one(additionalProperties)} }` : 'object'
}

export const componentOf = (reference: string): string => reference.replace('#/components/schemas/', '')

/** Where a schema has members of its own, these; of a list those of its items; of one of several objects those of all. */
export function membersOf(schema: Json): readonly Member[] {
  const { properties, required = [], items, anyOf, oneOf } = schema
  if (properties) {
    return Object.entries(properties as Readonly<Record<string, Json>>).map(([name, member]) => ({
      name,
      required: (required as readonly string[]).includes(name),
      schema: member,
      about: typeof member['description'] === 'string' ? member['description'] : undefined,
    }))
  }
  if (items) return membersOf(items as Json)
  const some = anyOf ?? oneOf
  return Array.isArray(some) ? joined(some.map((one) => membersOf(one as Json)).filter(({ length }) => length > 0)) : []
}

/** What all of them want is wanted. A member that differs is one of its kinds. */
function joined(variants: readonly (readonly Member[])[]): readonly Member[] {
  const byName = Map.groupBy(variants.flat(), ({ name }) => name)
  return [...byName].map(([name, members]) => {
    const schemas = new Map(members.map(({ schema }) => [JSON.stringify(schema), schema]))
    const [only] = schemas.values()
    const schema = schemas.size === 1 && only ? only : { anyOf: [...schemas.values()] }
    const required = members.length === variants.length && members.every((member) => member.required)
    return { name, required, schema, about: members.find(({ about }) => about !== undefined)?.about }
  })
}

/** Bounds and defaults that a type does not say. */
export function boundsText(schema: Json): string {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems, default: usual, format } = schema
  const range = (low: unknown, high: unknown, what: string): string => {
    // The whole of what a double can count is no bound anybody set.
    const least = typeof low === 'number' && low > -Number.MAX_SAFE_INTEGER ? low : undefined
    const most = typeof high === 'number' && high < Number.MAX_SAFE_INTEGER ? high : undefined
    if (least === undefined) return most === undefined ? '' : `at most ${most}${what}`
    return most === undefined ? (least === 0 ? '' : `at least ${least}${what}`) : `${least} to ${most}${what}`
  }
  return [
    typeof format === 'string' ? format : '',
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' items'),
    usual === undefined ? '' : `by default ${JSON.stringify(usual)}`,
  ]
    .filter((text) => text !== '')
    .join(', ')
}
