/** Values that fit a JSON schema, so that a call gets past its schema to what is behind it. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

interface Schema {
  readonly type?: string
  readonly const?: Json
  readonly enum?: readonly Json[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
}

/** What a member of this name should say; `undefined` where anything will do. */
export type Naming = (name: string) => string | undefined

/** Members that are required, and those that `naming` has a word for. */
export function sample(schema: unknown, naming: Naming, name = ''): Json {
  const { type, ...one } = schema as Schema
  const choices = one.anyOf ?? one.oneOf
  if (one.const !== undefined) return one.const
  if (one.enum) return one.enum[0] ?? null
  if (choices) return sample(choices.find((choice) => choice.type !== 'null') ?? choices[0], naming, name)
  if (one.allOf) return sample(Object.assign({}, ...one.allOf), naming, name)
  switch (type) {
    case 'object':
      return sampleObject(one, naming)
    case 'array':
      return (one.minItems ?? 0) > 0 || naming(name) !== undefined ? [sample(one.items ?? {}, naming, name)] : []
    case 'integer':
    case 'number':
      return Math.max(one.minimum ?? 1, (one.exclusiveMinimum ?? 0) + 1)
    case 'boolean':
      return false
    case 'string':
      return naming(name) ?? sampleText(one)
    default:
      return naming(name) ?? 'x'
  }
}

function sampleObject({ properties = {}, required = [] }: Schema, naming: Naming): Json {
  const named = Object.entries(properties).filter(([name]) => required.includes(name) || naming(name) !== undefined)
  return Object.fromEntries(named.map(([name, schema]) => [name, sample(schema, naming, name)]))
}

const candidates = [
  'xyz',
  'someone@example.com',
  'https://hooks.example.com/x',
  '2030-01-01T00:00:00.000Z',
  'users.read',
  '10.0.0.0/8',
  'en',
  'a1',
  '12',
  '#123456',
  'a'.repeat(43),
  'a'.repeat(64),
  '0'.repeat(26),
]

function sampleText({ pattern, format, minLength = 0 }: Schema): string {
  if (format === 'email') return 'someone@example.com'
  if (format === 'uri' || format === 'url') return 'https://hooks.example.com/x'
  if (format === 'date-time') return '2030-01-01T00:00:00.000Z'
  const fits = candidates.find(
    (text) => text.length >= minLength && (pattern === undefined || new RegExp(pattern, 'u').test(text)),
  )
  return fits ?? 'xyz'
}
