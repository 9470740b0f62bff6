/** Holds what our packages bring along, directly or not, to a list of licences that ask for no more than a notice. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {{ name?: string, version?: string, license?: string, link?: boolean, resolved?: string, dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} Entry */

const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
]

/**
 * @param {string} root
 * @returns {string[]} one line per package whose licence is not on the list
 */
export function checkLicences(root) {
  /** @type {Record<string, Entry>} */
  const packages = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return productPaths(root, packages)
    .map((path) => ({ path, licence: licenceOf(root, path, packages[path]) }))
    .filter(({ licence }) => !isAllowed(licence))
    .map(
      ({ path, licence }) => `${path}  licence ${licence ?? 'unknown'} is not on the list in tools/check-licences.mjs`,
    )
}

/**
 * @param {string | undefined} expression an SPDX expression
 * @returns {boolean}
 */
export function isAllowed(expression) {
  if (expression === undefined) return false
  const bare = expression.replace(/[()]/g, '')
  return bare.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((id) => allowed.includes(id)))
}

/** @param {string} root @param {Record<string, Entry>} packages @returns {string[]} */
function productPaths(root, packages) {
  const ours = globSync('packages/*/package.json', { cwd: root }).map((path) => path.slice(0, -'/package.json'.length))
  /** @type {Set<string>} */
  const reached = new Set()
  const waiting = [...ours]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    for (const name of dependenciesOf(packages[path])) waiting.push(...locate(packages, path, name))
  }
  return [...reached].sort()
}

/** @param {Entry | undefined} entry */
function dependenciesOf(entry) {
  const { dependencies, optionalDependencies, peerDependencies } = entry ?? {}
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })
}

/**
 * Looks a name up as Node does, from the folder of the package that wants it.
 * @param {Record<string, Entry>} packages
 * @param {string} from
 * @param {string} name
 * @returns {string[]} nothing for an optional peer that is not installed
 */
function locate(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    const entry = packages[path]
    if (entry?.link === true && entry.resolved !== undefined) return [entry.resolved]
    if (entry !== undefined) return [path]
    if (folder === '') return []
  }
}

/** @param {string} root @param {string} path @param {Entry | undefined} entry @returns {string | undefined} */
function licenceOf(root, path, entry) {
  if (entry?.license !== undefined) return entry.license
  const manifest = join(root, path, 'package.json')
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).license : undefined
}
