/** Shapes that many routes share. A name given by `meta` is a component of the OpenAPI document. */
import { type IsPlace, mustBePlace } from 'postern/kit'
import { z } from 'zod'

export const time = z.iso.datetime().describe('ISO 8601, UTC')

/** A page of a list whose pages end at such places. */
export const pageQuery = (isPlace: IsPlace) =>
  z.strictObject({
    after: z.string().max(300).refine(isPlace, mustBePlace).optional().describe('`next` of the page before'),
    limit: pageLimit,
  })

export const pageLimit = z.coerce.number().int().min(1).max(200).default(50).describe('How many at most')

export const idParams = z.strictObject({ id: z.string().min(1).max(128) })

/** One page of a list. `next` is there while there is more. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().optional() })

/** The form of a JSON Merge Patch (RFC 7396) for a value: every member may be left out, or be `null` to take it away. */
export function patchOf(schema: z.ZodType): z.ZodType {
  const bare = unwrapped(schema)
  if (bare instanceof z.ZodObject) {
    const shape = Object.entries(bare.shape).map(([name, member]) => [name, patchOf(member as z.ZodType).nullish()])
    return z.strictObject(Object.fromEntries(shape) as z.ZodRawShape)
  }
  if (bare instanceof z.ZodRecord) {
    return z.record(bare.keyType as z.ZodString, patchOf(bare.valueType as z.ZodType).nullable())
  }
  if (bare instanceof z.ZodUnion) {
    const forms = bare.options.map((option) => patchOf(option as z.ZodType))
    const error = bare.def.error as (() => string) | undefined
    return z.union(forms, error && { error })
  }
  return bare
}

/** Defaults are for what is made, never for what is changed. */
function unwrapped(schema: z.ZodType): z.ZodType {
  let bare = schema
  while (
    bare instanceof z.ZodOptional ||
    bare instanceof z.ZodDefault ||
    bare instanceof z.ZodNullable ||
    bare instanceof z.ZodExactOptional
  ) {
    bare = bare.unwrap() as z.ZodType
  }
  return bare
}
