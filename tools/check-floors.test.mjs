import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkFloors } from './check-floors.mjs'

/** @type {string} */
let root

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'floors-'))
  plant('packages/postern/package.json', '{ "name": "postern", "dependencies": { "hono": "4" } }')
  plant(
    'packages/server/package.json',
    '{ "name": "@postern/server", "dependencies": { "postern": "0", "@postern/x": "0" } }',
  )
  for (const path of ['domain/id.ts', 'ports/store.ts', 'copy/en.ts', 'http/handle.ts', 'engine/rules/gate.ts']) {
    plant(`packages/postern/src/${path}`, 'export const x: number = 1\n')
  }
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** @param {string} path @param {string} text */
function plant(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** @param {string} path @param {string} text */
function plantInLibrary(path, text) {
  plant(`packages/postern/src/${path}`, text)
}

describe('the floors check', () => {
  it('passes a tree that imports downward only', () => {
    plantInLibrary(
      'engine/sign-in/redeem.ts',
      "import { x } from '../rules/gate.ts'\nexport { x } from '../../domain/id.ts'\nexport const y = x\n",
    )
    plantInLibrary('engine/engine.ts', "import { y } from './sign-in/redeem.ts'\nexport const z = y\n")
    plantInLibrary(
      'adapters/sql/codec.ts',
      "import { readFileSync } from 'node:fs'\nexport const read = readFileSync\n",
    )
    plantInLibrary('adapters/sqlite/sqlite.ts', "export { read } from '../sql/codec.ts'\nexport const a = new Date()\n")
    plantInLibrary(
      'http/routes/me.ts',
      "import { Hono } from 'hono'\nimport { x } from '../handle.ts'\nexport const h = [Hono, x]\n",
    )
    plantInLibrary('index.ts', "export { x } from './http/handle.ts'\n")
    plant('packages/server/src/main.ts', "import { x } from 'postern/kit'\nexport const y = x\n")
    expect(checkFloors(root)).toEqual([])
  })

  it('names the line of an import that goes up, whichever way it is written', () => {
    plantInLibrary('engine/rules/a.ts', "export const one: number = 1\nimport '../../http/handle.ts'\n")
    plantInLibrary('engine/rules/b.ts', "import type { x } from '../../http/handle.ts'\nexport type X = typeof x\n")
    plantInLibrary('engine/rules/c.ts', "export const load = () => import('../../http/handle.ts')\n")
    plantInLibrary('engine/rules/d.ts', "export type X = import('../../http/handle.ts').X\n")
    plantInLibrary('engine/rules/e.ts', "export const one: number = 1\nexport { x } from '../../http/handle.ts'\n")
    const rule = 'floor 2 (engine/rules) imports floor 4 (http)'
    const at = (/** @type {string} */ place) => `packages/postern/src/engine/rules/${place}  ${rule}`
    expect(checkFloors(root)).toEqual([at('a.ts:2'), at('b.ts:1'), at('c.ts:1'), at('d.ts:1'), at('e.ts:2')])
  })

  it.each([
    ['engine/sign-in/a.ts', '../sessions/b.ts', 'engine/sign-in imports its sibling room engine/sessions'],
    ['engine/rules/a.ts', '../outbox/b.ts', 'engine/rules imports its sibling room engine/outbox'],
    ['engine/sign-in/a.ts', '../chores.ts', 'engine/sign-in imports its sibling room engine'],
    ['engine/deps.ts', './engine.ts', 'engine/rules imports its sibling room engine'],
    ['ports/a.ts', '../copy/en.ts', 'ports imports its sibling room copy'],
    ['ports/conformance/a.ts', '../../copy/en.ts', 'ports/conformance imports its sibling room copy'],
    ['ports/a.ts', './conformance/b.ts', 'conformance suites are for tests and the roof'],
    ['adapters/smtp/a.ts', '../sqlite/b.ts', 'adapters/smtp imports its sibling room adapters/sqlite'],
    ['adapters/sql/a.ts', '../sqlite/b.ts', 'adapters/sql imports its sibling room adapters/sqlite'],
    ['adapters/dev-inbox/a.ts', '../../pages/b.ts', 'adapters/dev-inbox imports its sibling room pages'],
    ['http/a.ts', '../index.ts', 'floor 4 (http) imports floor 7 (roof)'],
    ['http/a.ts', '../../test/b.ts', '../../test/b.ts leaves the package'],
    ['http/a.ts', '../../../server/src/b.ts', '../../../server/src/b.ts leaves the package'],
    ['engine/rules/a.ts', 'node:crypto', 'node:crypto in a pure room'],
    ['mails/a.ts', 'hono', 'hono in a pure room'],
    ['http/a.ts', 'left-pad', 'left-pad is not a dependency of postern'],
    ['http/a.ts', 'postern/kit', 'postern/kit: a package imports its own files by path'],
    ['odds/a.ts', '../domain/id.ts', 'this folder has no floor: name it in tools/floors.mjs'],
  ])('refuses %s importing %s', (path, specifier, rule) => {
    plantInLibrary(path, `import '${specifier}'\nexport const a: number = 1\n`)
    expect(checkFloors(root)).toContain(`packages/postern/src/${path}:1  ${rule}`)
  })

  it('lets the server use nothing of the workspace but postern', () => {
    plant('packages/server/src/a.ts', "import '@postern/x'\nexport const a: number = 1\n")
    plant('packages/server/src/b.ts', "import '../../postern/src/index.ts'\nexport const a: number = 1\n")
    expect(checkFloors(root)).toEqual([
      'packages/server/src/a.ts:1  @postern/x: packages use only postern and its subpaths',
      'packages/server/src/b.ts:1  ../../postern/src/index.ts leaves the package',
    ])
  })

  it.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    'process.env.HOME',
    'crypto.randomUUID()',
    'performance.now()',
  ])('refuses %s in the engine, but not in an adapter', (expression) => {
    plantInLibrary('engine/rules/now.ts', `\nexport const x: unknown = ${expression}\n`)
    plantInLibrary('adapters/clock/now.ts', `export const x: unknown = ${expression}\n`)
    const found = checkFloors(root)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(/^packages\/postern\/src\/engine\/rules\/now\.ts:2 {2}.* in a pure room$/)
  })

  it('does not take a date made from a number for a clock', () => {
    plantInLibrary('pages/time.ts', 'export const at = (ms: number): Date => new Date(ms)\n')
    expect(checkFloors(root)).toEqual([])
  })

  it('frees tests from the floors but not from cycles', () => {
    plantInLibrary('domain/id.test.ts', "import '../http/handle.ts'\nimport 'node:fs'\nDate.now()\n")
    expect(checkFloors(root)).toEqual([])
    plantInLibrary('domain/a.test.ts', "import './b.test.ts'\n")
    plantInLibrary('domain/b.test.ts', "import './a.test.ts'\n")
    expect(checkFloors(root)).toHaveLength(1)
  })

  it('shows the way round a cycle, of types as well', () => {
    plantInLibrary('http/a.ts', "import type { B } from './b.ts'\nexport type A = B\n")
    plantInLibrary('http/b.ts', "import type { C } from './c.ts'\nexport type B = C\n")
    plantInLibrary('http/c.ts', "import type { A } from './a.ts'\nexport type C = A\n")
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `packages/postern/src/http/${name}.ts`)
    expect(checkFloors(root)).toEqual([`${a}:1  a cycle: ${a} → ${b} → ${c} → ${a}`])
  })

  it('refuses a barrel below the package index', () => {
    plantInLibrary('http/index.ts', "export { x } from './handle.ts'\n")
    expect(checkFloors(root)).toEqual(['packages/postern/src/http/index.ts:1  a barrel below the package index'])
  })
})
