/**
 * Writes what is made from the sources: docs/reference/configuration.md and api.md, and the types of the client. Run from
 * a checkout: node --conditions=@postern/source packages/server/tools/write-reference.mjs
 */
import { writeFileSync } from 'node:fs'
import { apiReference } from '../src/api/openapi/api-reference.ts'
import { clientSource } from '../src/api/openapi/client-source.ts'
import { documented } from '../src/api/openapi/documented.ts'
import { v1Routes } from '../src/api/routes.ts'
import { configurationReference } from '../src/config/reference.ts'

const docs = new URL('../../../docs/reference/', import.meta.url)
writeFileSync(new URL('configuration.md', docs), configurationReference())
writeFileSync(new URL('api.md', docs), apiReference(v1Routes))
writeFileSync(
  new URL('../src/client/operations.generated.ts', import.meta.url),
  clientSource(v1Routes.map((route) => documented(route))),
)
