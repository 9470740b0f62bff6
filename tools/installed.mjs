/**
 * Whether node_modules holds what the lockfile names. A stamp of our own install says so at once; without one npm's own
 * record is compared, so an `npm install` by hand counts as well and is not thrown away. Parses on Node 18.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string | string[] }} Entry */

/**
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const stamp = stampFile(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(root)) return true
  return isComplete(root)
}

/**
 * Remembers that the lockfile as it is now was installed here, as far as this machine takes it.
 * @param {string} root
 */
export function markInstalled(root) {
  writeFileSync(stampFile(root), stampOf(root))
}

/**
 * Whether every package of the lockfile that is meant for this machine is there, optional ones included: npm leaves
 * those out without a word when the Node it runs on is too old for them, although ours is not.
 * @param {string} root
 * @returns {boolean}
 */
export function isComplete(root) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const present = packagesIn(record)
  return Object.keys(wanted).every((path) => {
    const entry = wanted[path] || {}
    if (path === '') return true
    if (path.startsWith('packages/')) return existsSync(join(root, path, 'package.json'))
    return present[path] === undefined ? !isForHere(entry) : isSame(entry, present[path] || {})
  })
}

/** @param {Entry} entry @param {Entry} found */
function isSame(entry, found) {
  if (entry.integrity !== undefined && entry.integrity !== found.integrity) return false
  return found.version === entry.version && found.link === entry.link
}

/**
 * An optional package that names no machine may belong to one that does, so nothing can be said about it.
 * @param {Entry} entry
 */
function isForHere({ optional, os, cpu, libc }) {
  if (optional !== true) return true
  if (os === undefined && cpu === undefined) return false
  return admits(os, process.platform) && admits(cpu, process.arch) && (libc === undefined || admits(libc, libcHere()))
}

/** @param {string | string[] | undefined} list as in a manifest: names, or names with `!` in front @param {string} name */
function admits(list, name) {
  if (list === undefined) return true
  const names = [list].flat()
  if (names.includes(`!${name}`)) return false
  return names.includes(name) || names.every((other) => other.startsWith('!'))
}

function libcHere() {
  if (process.platform !== 'linux') return 'none'
  /** @type {{ header?: { glibcVersionRuntime?: string } }} */
  const report = process.report.getReport()
  return report.header && report.header.glibcVersionRuntime ? 'glibc' : 'musl'
}

/** @param {string} root */
function stampFile(root) {
  return join(root, 'node_modules', '.postern-stamp')
}

/** @param {string} root */
function stampOf(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  return `${hash.digest('hex')} ${process.platform} ${process.arch}\n`
}

/** @param {string} path @returns {Record<string, Entry>} */
function packagesIn(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages
}
