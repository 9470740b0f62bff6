/** zod schemas as JSON Schema 2020-12, those with a name as components that others refer to. */
import { z } from 'zod'

export type Json = Readonly<Record<string, unknown>>

export interface Components {
  /** What comes in may leave out what has a default; what goes out has everything. */
  of(schema: z.ZodType, io: 'input' | 'output'): Json
  readonly schemas: Readonly<Record<string, Json>>
}

export function createComponents(): Components {
  const schemas: Record<string, Json> = {}
  return {
    schemas,
    of(schema, io) {
      const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: tidy }) as Json
      const { $schema: _schema, $defs = {}, ...bare } = made
      const definitions = Object.entries($defs as Readonly<Record<string, Json>>)
      const names = new Map(definitions.map(([name]) => [name, nameOf(name, io)]))
      for (const [name, definition] of definitions) {
        schemas[names.get(name) ?? name] = referring(definition, names, io) as Json
      }
      return referring(bare, names, io) as Json
    },
  }
}

/** What looks otherwise when it comes in has another name then. What holds itself and has no name is JSON. */
function nameOf(name: string, io: 'input' | 'output'): string {
  if (name.startsWith('__')) return 'Json'
  return io === 'output' ? name : `${name}Input`
}

/** A format says it; the expression behind it says no more and is unreadable. */
function tidy({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
  const names = jsonSchema.propertyNames
  if (typeof names === 'object' && Object.keys(names).length === 1) delete jsonSchema.propertyNames
}

/** References to definitions become references to components. Answers may grow: nobody is told that they will not. */
function referring(value: unknown, names: ReadonlyMap<string, string>, io: 'input' | 'output'): unknown {
  if (Array.isArray(value)) return value.map((one) => referring(one, names, io))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([key, one]) => !(io === 'output' && key === 'additionalProperties' && one === false),
  )
  return Object.fromEntries(
    entries.map(([key, one]) => [key, key === '$ref' ? renamed(one, names) : referring(one, names, io)]),
  )
}

function renamed(reference: unknown, names: ReadonlyMap<string, string>): string {
  const name = String(reference).replace('#/$defs/', '')
  return `#/components/schemas/${names.get(name) ?? name}`
}
