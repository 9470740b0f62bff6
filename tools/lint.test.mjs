import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root as repository } from './bootstrap.mjs'

/** @type {string} */
let root

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lint-'))
  const engine = join(root, 'packages/postern/src/engine')
  mkdirSync(engine, { recursive: true })
  for (const path of ['.oxlintrc.json', 'tsconfig.base.json', 'packages/postern/tsconfig.json']) {
    copyFileSync(join(repository, path), join(root, path))
  }
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** @param {string} text @returns {string[]} the rules that text breaks in the engine, in order of their lines */
function rulesBrokenBy(text) {
  writeFileSync(join(root, 'packages/postern/src/engine/planted.ts'), text)
  const oxlint = join(repository, 'node_modules/oxlint/bin/oxlint')
  const { stdout } = spawnSync(process.execPath, [oxlint, '--type-aware', '-f', 'unix', 'packages'], {
    cwd: root,
    encoding: 'utf8',
  })
  const found = [...stdout.matchAll(/planted\.ts:(\d+):.*\[Error\/(.+)\]/g)]
  return found.sort((a, b) => Number(a[1]) - Number(b[1])).map(([, , rule = '']) => rule)
}

describe('the lint rules', () => {
  it('bite on what has bitten others', () => {
    const planted = `async function wait(): Promise<void> {}
type Outcome = { kind: 'yes' } | { kind: 'no' }
export function judge(outcome: Outcome, extra: any): void {
  wait()
  switch (outcome.kind) {
    case 'yes':
      process.exit()
  }
  ;[1].forEach(async () => await wait())
  setTimeout(() => {}, 1)
  if (extra == 1) throw 'text'
}
export default judge
`
    expect(rulesBrokenBy(planted)).toEqual([
      'typescript(no-explicit-any)',
      'typescript(no-floating-promises)',
      'typescript(switch-exhaustiveness-check)',
      'eslint(no-restricted-globals)',
      'typescript(no-misused-promises)',
      'eslint(no-restricted-globals)',
      'eslint(eqeqeq)',
      'typescript(only-throw-error)',
      'import(no-default-export)',
    ])
  })

  it('let ordinary code pass', () => {
    expect(rulesBrokenBy('export function add(a: number, b: number): number {\n  return a + b\n}\n')).toEqual([])
  })
})
