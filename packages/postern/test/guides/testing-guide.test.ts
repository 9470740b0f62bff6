import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'

// Each starts a test runner of its own.
vi.setConfig({ testTimeout: 180_000 })

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const guide = readFileSync(join(root, 'docs/guides/testing.md'), 'utf8')
mkdirSync(join(root, '.cache'), { recursive: true })
const folder = mkdtempSync(join(root, '.cache/testing-guide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = [...guide.matchAll(/^```ts\n\/\/ (\S+)\n([^]*?)^```$/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}))
for (const { name, text } of files) writeFileSync(join(folder, name), text)

function run(args: readonly string[]) {
  const { POSTERN_TEST_STORE: _, NODE_TEST_CONTEXT: __, VITEST: ___, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env })
  return { status, said: stdout + stderr }
}

test('every example of the guide has a file name of its own', () => {
  expect(files.map(({ name }) => name)).toEqual([
    'app.ts',
    'app.test.ts',
    'mail.test.ts',
    'robots.test.ts',
    'app.vitest.ts',
  ])
  expect(guide.match(/^```ts$/gm)).toHaveLength(files.length)
})

test('the examples pass with node --test as printed', () => {
  const tests = files.map(({ name }) => name).filter((name) => name.endsWith('.test.ts'))
  const { status, said } = run([
    '--conditions=@postern/source',
    '--no-warnings',
    '--test',
    '--test-reporter=tap',
    ...tests,
  ])
  expect(status, said).toBe(0)
  expect(said).toMatch(/^# pass 5$/m)
})

test('the examples have the types they use', () => {
  const compilerOptions = { noEmit: true, isolatedDeclarations: false, declaration: false, declarationMap: false }
  const config = { extends: '../../tsconfig.base.json', compilerOptions, include: ['*.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const { status, said } = run([join(root, 'node_modules/typescript/bin/tsc'), '-p', folder])
  expect(status, said).toBe(0)
})

test('the example for vitest passes with vitest as printed', () => {
  const conditions = `['@postern/source', 'node']`
  const config = `export default { ssr: { resolve: { conditions: ${conditions}, externalConditions: ${conditions} } },
  test: { include: ['*.vitest.ts'] } }`
  writeFileSync(join(folder, 'vitest.config.mjs'), config)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const { status, said } = run(['--conditions=@postern/source', vitest, 'run', '--root', folder])
  expect(status, said).toBe(0)
  expect(said).toMatch(/1 passed/)
})
