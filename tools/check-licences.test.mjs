import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkLicences, isAllowed } from './check-licences.mjs'

/** @type {string} */
let root

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licences-'))
  mkdirSync(join(root, 'packages/a'), { recursive: true })
  writeFileSync(join(root, 'packages/a/package.json'), '{}')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** @param {Record<string, object>} packages */
function lock(packages) {
  const ours = { license: 'MIT', dependencies: { direct: '1' } }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { 'packages/a': ours, ...packages } }))
}

describe('the licence check', () => {
  it('finds a licence off the list behind a dependency of a dependency', () => {
    lock({
      'node_modules/direct': { license: 'MIT', dependencies: { far: '1' } },
      'node_modules/direct/node_modules/far': { license: 'GPL-3.0-only' },
      'node_modules/far': { license: 'MIT' },
    })
    expect(checkLicences(root)).toEqual([
      'node_modules/direct/node_modules/far  licence GPL-3.0-only is not on the list in tools/check-licences.mjs',
    ])
  })

  it('refuses a package that names no licence', () => {
    lock({ 'node_modules/direct': {} })
    expect(checkLicences(root)).toEqual([
      'node_modules/direct  licence unknown is not on the list in tools/check-licences.mjs',
    ])
  })

  it('leaves out what only development uses', () => {
    lock({ 'node_modules/direct': { license: 'ISC' }, 'node_modules/tool': { license: 'AGPL-3.0-only' } })
    expect(checkLicences(root)).toEqual([])
  })

  it('takes any choice that is allowed, but only all of what applies together', () => {
    expect(isAllowed('(MIT OR GPL-2.0-only)')).toBe(true)
    expect(isAllowed('MIT AND GPL-2.0-only')).toBe(false)
    expect(isAllowed('SEE LICENSE IN FILE')).toBe(false)
  })
})
