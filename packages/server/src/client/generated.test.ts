import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiReference } from '../api/openapi/api-reference.ts'
import { clientSource } from '../api/openapi/client-source.ts'
import { documented } from '../api/openapi/documented.ts'
import { v1Routes } from '../api/routes.ts'

const hint = 'node --conditions=@postern/source packages/server/tools/write-reference.mjs writes it anew'
const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

test('the types of the client are what the routes say', () => {
  expect(read('./operations.generated.ts') === clientSource(v1Routes.map((route) => documented(route))), hint).toBe(
    true,
  )
})

test('the reference of the API in docs/ is what the routes say', () => {
  expect(read('../../../../docs/reference/api.md') === apiReference(v1Routes), hint).toBe(true)
})
