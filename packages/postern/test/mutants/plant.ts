/** A copy of the sources to plant in: nothing is ever planted where people work. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Edit, Mutant } from './mutants.ts'

export interface Copy {
  readonly root: string
  /** Plants a mutant. The answer pulls it out again. */
  plant(mutant: Mutant): () => void
  remove(): void
}

const copied = [
  'packages/postern/src',
  'packages/postern/test',
  'packages/postern/package.json',
  'packages/server/bin',
  'packages/server/src',
  'packages/server/test',
  'packages/server/package.json',
  'docs/guides',
  'tools',
  'package.json',
  'tsconfig.base.json',
]

export function copySources(from: string): Copy {
  const root = mkdtempSync(join(tmpdir(), 'postern-mutants-'))
  for (const path of copied) cpSync(join(from, path), join(root, path), { recursive: true })
  linkModules(join(from, 'node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, configs.sqlite), configOf([]))
  writeFileSync(join(root, configs.postgres), configOf(['tools/postgres-setup.mjs']))
  return {
    root,
    plant(mutant) {
      const before = new Map<string, string>()
      for (const edit of mutant.edits) {
        const path = join(root, 'packages', mutant.plantedIn ?? 'postern', 'src', edit.file)
        const text = readFileSync(path, 'utf8')
        if (!before.has(path)) before.set(path, text)
        writeFileSync(path, planted(text, mutant, edit))
      }
      return () => {
        for (const [path, text] of before) writeFileSync(path, text)
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** What others wrote is taken from where it is installed; the library is the copy, for the server's copy as well. */
function linkModules(from: string, to: string): void {
  mkdirSync(to)
  for (const name of readdirSync(from)) {
    if (name !== 'postern' && !name.startsWith('.vite')) symlinkSync(join(from, name), join(to, name))
  }
  symlinkSync('../packages/postern', join(to, 'postern'))
}

/** The text with the fault in it. Throws where the place is not there, or there twice: then the mutant wants mending. */
export function planted(text: string, { name }: Pick<Mutant, 'name'>, { file, find, replace }: Edit): string {
  const at = text.indexOf(find)
  if (at === -1) throw new Error(`"${name}" does not fit: ${file} has no such text: ${find}`)
  if (text.includes(find, at + 1)) throw new Error(`"${name}" does not fit: ${file} has it more than once: ${find}`)
  return text.slice(0, at) + replace + text.slice(at + find.length)
}

/** Of the copy, by the store that its tests run on. */
export const configs = { sqlite: 'vitest.config.ts', postgres: 'vitest.postgres.config.ts' } as const

const configOf = (globalSetup: readonly string[]): string => `import { defineConfig } from 'vitest/config'
const conditions = ['@postern/source', 'node']
export default defineConfig({
  cacheDir: '.cache',
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    bail: 1,
    globalSetup: ${JSON.stringify(globalSetup)},
  },
})
`
