import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bootstrap, build, fits, Refusal, root as repository } from './bootstrap.mjs'

const range = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')).engines.node

/** @type {string} */
let root

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bootstrap-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** @param {string} path @param {unknown} content */
function plant(path, content) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
}

describe('the range of Node versions', () => {
  it.each(['22.18.0', '22.23.3', '24.11.0', '24.21.0', '26.0.0', '27.1.0'])('takes %s', (version) => {
    expect(fits(version, range)).toBe(true)
  })

  it.each(['18.20.0', '20.20.2', '22.17.9', '23.5.0', '24.10.0', '25.9.0'])('refuses %s', (version) => {
    expect(fits(version, range)).toBe(false)
  })
})

describe('a machine whose Node is too old', () => {
  it('is told in one sentence, before anything is installed, when npm has no Node for it', async () => {
    plant('package.json', { engines: { node: '>=99.0.0' } })
    const refusal = await bootstrap({ root, purpose: 'start' }).catch((error) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal.message).toMatch(/^Postern runs on Node >=99\.0\.0 and this is Node [\d.]+: install .*\.$/)
    expect(refusal.message).not.toContain('\n')
  })
})

describe('a build', () => {
  it('loses the output of a source that went away, and only that', async () => {
    plant('packages/a/src/kept.ts', 'export const kept: number = 1\n')
    plant('packages/a/tsconfig.json', {
      extends: join(repository, 'tsconfig.base.json'),
      compilerOptions: {
        composite: true,
        types: [],
        rootDir: 'src',
        outDir: 'dist/types',
        tsBuildInfoFile: 'dist/types/.tsbuildinfo',
        emitDeclarationOnly: true,
      },
      include: ['src'],
    })
    plant('tsconfig.build.json', { files: [], references: [{ path: 'packages/a' }] })
    plant('packages/a/package.json', {
      type: 'module',
      exports: { '.': { '@postern/source': './src/kept.ts', default: './dist/kept.js' } },
    })
    const outputs = ['types/gone/away.d.ts', 'types/gone/away.d.ts.map', 'shared-gone.js', 'shared-gone.js.map'].map(
      (path) => `packages/a/dist/${path}`,
    )
    for (const gone of outputs) plant(gone, '')
    await build(root, process.execPath, repository)
    const made = (/** @type {string} */ path) => readFileSync(join(root, 'packages/a/dist', path), 'utf8')
    expect(made('kept.js')).toMatch(/export \{ kept \}/)
    expect(made('types/kept.d.ts')).toContain('export declare const kept: number')
    for (const gone of outputs) expect(existsSync(join(root, gone)), gone).toBe(false)
  })

  it('fails with what the compiler says', async () => {
    plant('packages/a/src/wrong.ts', "export const wrong: number = 'one'\n")
    plant('tsconfig.build.json', { include: ['packages'], compilerOptions: { noEmit: true, types: [] } })
    await expect(build(root, process.execPath, repository)).rejects.toThrow('TS2322')
  })
})
