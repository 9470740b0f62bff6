// Our declarations in a consumer's project that checks libraries too, with the compilers consumers have.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'

const examples = join(import.meta.dirname, '..')
const root = join(examples, '..')
const folder = join(examples, 'consumer')
/** Those whose declarations are looked at, every entry of them. */
const packages = ['postern']

beforeAll(() => {
  const lines = packages.flatMap(entriesOf).map((entry, at) => `export type * as entry${at} from '${entry}'`)
  writeFileSync(join(folder, 'entries.ts'), `${lines.join('\n')}\n`)
})

function entriesOf(name: string): string[] {
  const { exports } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'))
  const entries = Object.entries<string | { readonly types?: string }>(exports)
  return entries.flatMap(([path, target]) => (typeof target === 'object' && target.types ? [name + path.slice(1)] : []))
}

test.each([
  ['5.9', join(examples, 'node_modules', 'typescript-5')],
  ['7.0', join(root, 'node_modules', 'typescript')],
])('TypeScript %s has no complaint, and nothing is any', async (version, compiler) => {
  expect(JSON.parse(readFileSync(join(compiler, 'package.json'), 'utf8')).version).toMatch(`${version}.`)
  const args = [join(compiler, 'bin', 'tsc'), '-p', folder]
  const done = await promisify(execFile)(process.execPath, args).catch((fault: { readonly stdout: string }) => fault)
  expect(done.stdout).toBe('')
})
