/** Writes docs/reference/{options,errors,events}.md from the sources: node tools/reference.mjs */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errorsPage } from './reference/errors-page.mjs'
import { eventsPage } from './reference/events-page.mjs'
import { optionsPage } from './reference/options-page.mjs'
import { readDeclarations } from './reference/read-types.mjs'

const root = join(import.meta.dirname, '..')

/** @returns {Record<string, string>} text by the name of its file below docs/reference */
export function referencePages() {
  const declarations = readDeclarations(join(root, 'packages/postern/src'))
  return { 'options.md': optionsPage(declarations), 'errors.md': errorsPage(), 'events.md': eventsPage() }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(referencePages())) writeFileSync(join(root, 'docs/reference', name), text)
}
