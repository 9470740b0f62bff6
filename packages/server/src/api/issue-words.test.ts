/** Every refusal of a value, on every route, is in words of ours: those of the schema library are for programmers. */
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { issueWords, otherwise } from '../resources/issue-words.ts'
import { v1Routes } from './routes.ts'

interface Def {
  readonly type: string
  readonly innerType?: z.ZodType
  readonly in?: z.ZodType
  readonly element?: z.ZodType
  readonly valueType?: z.ZodType
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly options?: readonly z.ZodType[]
}

const long = 'x'.repeat(20_000)
const wrong = ['', ' ', '!\n', long, 'nobody knows', -1e9, 1.5, 1e18, true, null, [], ['', '!'], {}, { nobodyKnows: 1 }]

/** Values of which one member is wrong, each member in turn. */
function wrongOnes(schema: z.ZodType): readonly unknown[] {
  const { innerType, in: input, element, valueType, shape, options } = (schema as unknown as { readonly def: Def }).def
  const inner = innerType ?? input
  if (inner) return wrongOnes(inner)
  if (shape)
    return [...wrong, ...Object.entries(shape).flatMap(([name, one]) => under(one, (value) => ({ [name]: value })))]
  if (element) return [...wrong, ...under(element, (value) => [value]), Array.from({ length: 1_001 }, () => 'a')]
  if (valueType) return [...wrong, ...under(valueType, (value) => ({ name: value })), { [long]: 'a' }]
  return options ? [...wrong, ...options.flatMap(wrongOnes), ...options.flatMap(named)] : wrong
}

const under = (schema: z.ZodType, put: (value: unknown) => unknown): readonly unknown[] => wrongOnes(schema).map(put)

/** Of one kind of several, which its `kind` names. */
function named(option: z.ZodType): readonly unknown[] {
  const { shape } = (option as unknown as { readonly def: Def }).def
  const kind = (shape?.['kind'] as unknown as { readonly def: { readonly values: readonly string[] } } | undefined)?.def
  return kind ? wrongOnes(option).flatMap((one) => (isObject(one) ? [{ ...one, kind: kind.values[0] }] : [])) : []
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const schemas = v1Routes.flatMap(({ method, path, params, query, body }) =>
  Object.entries({ params, query, body }).flatMap(([part, schema]) =>
    schema ? ([[`${part} of ${method} ${path}`, schema]] as const) : [],
  ),
)

test.each(schemas)('what is wrong is said in words: %s', (_, schema) => {
  const told = wrongOnes(schema as z.ZodType).flatMap((value) => {
    const issues = schema.safeParse(value, { error: issueWords }).error?.issues ?? []
    return issues.map(({ path, message }) => [path.join('.'), message] as const)
  })
  expect(told.filter(([, why]) => why === otherwise)).toEqual([])
  expect(told.length).toBeGreaterThan(0)
  for (const [path, why] of told)
    expect([path, why]).toEqual([path, expect.stringMatching(/^(?:is|are|must|has|have|may|names|in) /)])
})
