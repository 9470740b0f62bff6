import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isComplete, isInstalled, markInstalled } from './installed.mjs'

/** @type {string} */
let root

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'installed-'))
  mkdirSync(join(root, 'node_modules'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const a = { version: '1.0.0', integrity: 'sha512-a' }
const here = { ...a, optional: true, os: [process.platform], cpu: process.arch }

/** @param {object} wanted @param {object} present */
function compare(wanted, present) {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }))
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }))
  return isComplete(root)
}

describe('what is installed', () => {
  it('is complete when every package has its version and hash', () => {
    expect(compare({ 'node_modules/a': a }, { 'node_modules/a': a })).toBe(true)
  })

  it('is not when a package is missing, older or other than it was', () => {
    expect(compare({ 'node_modules/a': a }, {})).toBe(false)
    expect(compare({ 'node_modules/a': a }, { 'node_modules/a': { ...a, version: '0.9.0' } })).toBe(false)
    expect(compare({ 'node_modules/a': a }, { 'node_modules/a': { ...a, integrity: 'sha512-b' } })).toBe(false)
  })

  it('may lack an optional package for another machine, but not one for this', () => {
    expect(compare({ 'node_modules/a': { ...here, os: 'plan9' } }, {})).toBe(true)
    expect(compare({ 'node_modules/a': { ...here, os: [`!${process.platform}`] } }, {})).toBe(true)
    expect(compare({ 'node_modules/a': { ...here, cpu: ['other'] } }, {})).toBe(true)
    expect(compare({ 'node_modules/a': { ...here, libc: ['another'] } }, {})).toBe(true)
    expect(compare({ 'node_modules/a': { ...a, optional: true } }, {})).toBe(true)
    expect(compare({ 'node_modules/a': here }, {})).toBe(false)
    expect(compare({ 'node_modules/a': { ...here, os: ['!plan9'] } }, {})).toBe(false)
  })

  it('is nothing before the first install', () => {
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: {} }))
    expect(isInstalled(root)).toBe(false)
  })

  it('is taken as it is once marked, until the lockfile changes', () => {
    expect(compare({ 'node_modules/a': here }, {})).toBe(false)
    markInstalled(root)
    expect(isInstalled(root)).toBe(true)
    expect(compare({ 'node_modules/a': here, 'node_modules/b': a }, {})).toBe(false)
    expect(isInstalled(root)).toBe(false)
  })
})
