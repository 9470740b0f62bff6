/** Writes docs/reference/configuration.md. Run from a checkout: node --conditions=@postern/source packages/server/tools/write-reference.mjs */
import { writeFileSync } from 'node:fs'
import { configurationReference } from '../src/config/reference.ts'

writeFileSync(new URL('../../../docs/reference/configuration.md', import.meta.url), configurationReference())
