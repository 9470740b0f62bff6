import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configurationReference } from './reference.ts'

const file = new URL('../../../../docs/reference/configuration.md', import.meta.url)

test('the reference in docs/ is what the table of settings says', () => {
  const hint = 'node --conditions=@postern/source packages/server/tools/write-reference.mjs writes it anew'
  expect(readFileSync(file, 'utf8') === configurationReference(), hint).toBe(true)
})
