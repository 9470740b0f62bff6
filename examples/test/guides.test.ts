// Guides for people who come from elsewhere, typed as they are printed.
import { test } from 'vitest'
import { walkGuide } from './guide.ts'

test.each(['from-fastauth', 'from-authfort', 'from-authbase'])('docs/guides/%s.md: each command gives the answer that is printed', async (name) => {
  await walkGuide(`docs/guides/${name}.md`)
})
