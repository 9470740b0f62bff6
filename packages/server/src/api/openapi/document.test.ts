import { expect, test } from 'vitest'
import type { z } from 'zod'
import { serverRoutes, v1Routes } from '../routes.ts'
import { apiDocument } from './api-document.ts'
import type { Json } from './components.ts'
import { applicationRoutes } from './contract-routes.ts'

const document = apiDocument('https://sign-in.example.com/auth', v1Routes) as Json & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly security: readonly Json[]
  readonly parameters: readonly Json[]
  readonly requestBody?: Json
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Json }>>
}

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
)

test('it says what it is', () => {
  expect(document).toMatchObject({
    openapi: '3.1.1',
    info: { title: 'Postern' },
    servers: [{ url: 'https://sign-in.example.com' }],
  })
})

/** Pages and what they are made of, and the notices of mail services, whose contracts are theirs. */
const elsewhere = /^(?:GET \/(?:api\/openapi\.json|api\/reference|assets\/)|POST \/hooks\/mail\/)/

test('every route of the server is in it', () => {
  const served = serverRoutes(() => {
    throw new Error('nothing is called')
  })
  const paths = served.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
  const documented = new Set(operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`))
  expect(paths.filter((path) => !documented.has(path) && !elsewhere.test(path))).toEqual([])
  // What the library serves below its base path is not in the list of the server.
  expect([...documented].filter((path) => !path.includes(' /auth/') && !paths.includes(path))).toEqual([])
})

test('every operation has a name of its own, a sentence, a security, an answer and its refusals', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  for (const { path, method, operation } of operations) {
    const at = `${method} ${path}`
    expect(operation.operationId, at).toMatch(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/)
    expect(operation.summary, at).toMatch(/^[A-Z“‘].*[.:”]$/s)
    expect(Array.isArray(operation.security), at).toBe(true)
    expect(
      Object.keys(operation.responses).some((status) => status.startsWith('2')),
      at,
    ).toBe(true)
    expect(
      Object.keys(operation.responses).some((status) => /^[45]/.test(status)),
      at,
    ).toBe(true)
    for (const { description } of Object.values(operation.responses)) expect(description, at).not.toBe('')
  }
})

test('every parameter of a path is declared, and none that is not there', () => {
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = operation.parameters.filter((one) => one['in'] === 'path').map((one) => one['name'])
    expect(declared, path).toEqual(inPath)
  }
})

test('every reference leads somewhere', () => {
  for (const reference of referencesIn(document)) {
    const found = reference
      .slice(2)
      .split('/')
      .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document)
    expect(found, reference).toBeDefined()
  }
})

test('every component is referred to', () => {
  const used = new Set(referencesIn(document))
  const { schemas } = document['components'] as { readonly schemas: Json }
  expect(Object.keys(schemas).filter((name) => !used.has(`#/components/schemas/${name}`))).toEqual([])
})

test('schemas are JSON Schema 2020-12 and nothing else', () => {
  for (const { operation } of operations) {
    const { parameters, requestBody, responses } = operation
    const bodies = [requestBody, ...Object.values(responses)].flatMap((one) =>
      Object.values(
        (one as { readonly content?: Record<string, { readonly schema: Json }> } | undefined)?.content ?? {},
      ),
    )
    for (const { schema } of bodies) checkSchema(schema)
    for (const parameter of parameters) if (parameter['schema']) checkSchema(parameter['schema'] as Json)
  }
  for (const schema of Object.values((document['components'] as { readonly schemas: Json }).schemas)) {
    checkSchema(schema as Json)
  }
})

test('what callers send has no members beyond those that are named', () => {
  const { requestBody } = operations.find(({ operation }) => operation.operationId === 'keys.create')?.operation ?? {}
  expect(JSON.stringify(requestBody)).toContain('"additionalProperties":false')
})

const keywords = new Set(
  `$ref type properties required additionalProperties items enum const anyOf oneOf allOf not description default minimum
  maximum exclusiveMinimum exclusiveMaximum minLength maxLength minItems maxItems uniqueItems pattern format
  propertyNames prefixItems examples contentEncoding`.split(/\s+/),
)
const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']

function checkSchema(schema: Json | boolean): void {
  if (typeof schema === 'boolean') return
  for (const [key, value] of Object.entries(schema)) {
    expect(keywords.has(key), `the keyword ${key}`).toBe(true)
    if (key === 'type') for (const one of [value].flat()) expect(types).toContain(one)
    if (key === 'pattern') expect(() => new RegExp(String(value), 'u')).not.toThrow()
    if (key === 'properties') for (const one of Object.values(value as Json)) checkSchema(one as Json)
    if (['items', 'additionalProperties', 'not', 'propertyNames'].includes(key)) checkSchema(value as Json)
    if (['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(key)) for (const one of value as Json[]) checkSchema(one)
  }
}

function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => (key === '$ref' ? [String(one)] : referencesIn(one)))
}

test('what a flag takes is what an application sends: true, and in a form its word', () => {
  const body = applicationRoutes[0]?.body as z.ZodObject<{ anyBrowser: z.ZodType }> | undefined
  const takes = (sent: unknown) => body?.shape.anyBrowser.safeParse(sent).success
  expect([true, false, 'true', 'yes'].map(takes)).toEqual([true, true, true, false])
})
