import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkPackages } from './check-packages.mjs'

/** @type {string} */
let root

const sound = {
  name: 'thing',
  version: '1.0.0',
  type: 'module',
  license: 'Apache-2.0',
  engines: { node: '>=22' },
  sideEffects: false,
  files: ['dist', '!dist/.tsbuildinfo'],
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'packages-'))
  plant('LICENSE', 'a licence')
  plant('packages/thing/LICENSE', 'a licence')
  plant('packages/thing/dist/index.js', 'export const a = 1\n')
  plant('packages/thing/dist/index.d.ts', 'export declare const a = 1\n')
  plant('packages/thing/dist/.tsbuildinfo', '{}')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** @param {string} path @param {string} text */
function plant(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** @param {object} changes */
function check(changes) {
  plant('packages/thing/package.json', JSON.stringify({ ...sound, ...changes }))
  return checkPackages(root)
}

describe('the check of packages', () => {
  it('passes a package that carries what it promises', async () => {
    expect(await check({})).toEqual([])
  })

  it('looks at public packages only', async () => {
    expect(await check({ private: true, exports: './nowhere.js' })).toEqual([])
  })

  it('finds an export and a command that are not packed', async () => {
    const faults = await check({ exports: { ...sound.exports, './x': './dist/x.js' }, bin: { thing: 'bin/thing.mjs' } })
    expect(faults).toContain('thing  promises dist/x.js and does not pack it')
    expect(faults).toContain('thing  promises bin/thing.mjs and does not pack it')
  })

  it('finds tests, build records and databases in the tarball', async () => {
    plant('packages/thing/dist/a.test.js', '')
    plant('packages/thing/dist/dev.db-wal', '')
    expect(await check({ files: ['dist'] })).toEqual([
      'thing  packs dist/.tsbuildinfo',
      'thing  packs dist/a.test.js',
      'thing  packs dist/dev.db-wal',
    ])
  })

  it("wants the repository's licence in the tarball", async () => {
    plant('packages/thing/LICENSE', 'another licence')
    expect(await check({})).toEqual(["thing  has a LICENSE that is not the repository's"])
    rmSync(join(root, 'packages/thing/LICENSE'))
    expect(await check({})).toEqual(['thing  packs no LICENSE'])
  })

  it('passes on what publint finds', async () => {
    plant('packages/thing/dist/index.js', 'module.exports = 1\n')
    expect((await check({})).join()).toMatch(/thing {2}publint: .*dist\/index\.js/)
  })
})
