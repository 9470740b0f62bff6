/**
 * Holds the house to its floors: who imports whom, walls between packages, purity below the adapters, and no cycle
 * anywhere. Prints `file:line  rule` for each breach. Tests may import across floors but may not make cycles either.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { findCycles } from './cycles.mjs'
import { isPure, placeOf, wrongImport } from './floors.mjs'
import { readImports } from './imports.mjs'

/** @typedef {import('./imports.mjs').Import} Import */
/** @typedef {{ path: string, imports: Import[], uses: import('./imports.mjs').Use[], reexportsOnly: boolean }} Source */
/** @typedef {{ name: string, dependencies: string[] }} Manifest */

/**
 * @param {string} root
 * @returns {string[]} one line per breach, sorted by file
 */
export function checkFloors(root) {
  const sources = readSources(root)
  const breaches = sources.flatMap((source) => (isTest(source.path) ? [] : breachesOf(root, source)))
  return [...breaches, ...cycleBreaches(root, sources)].sort()
}

/** @param {string} root @returns {Source[]} */
function readSources(root) {
  const patterns = ['packages/*/src/**/*.{ts,tsx}', 'packages/*/test/**/*.{ts,tsx}', 'e2e/**/*.{ts,tsx}']
  return globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.endsWith('.d.ts'))
    .map((path) => ({ path, ...readImports(path, readFileSync(join(root, path), 'utf8')) }))
}

/** @param {string} path */
function isTest(path) {
  return /\.test\.tsx?$/.test(path) || !/^packages\/[^/]+\/src\//.test(path)
}

/** @param {string} root @param {Source} source @returns {string[]} */
function breachesOf(root, source) {
  const manifest = readManifest(root, source.path)
  const found = source.imports.flatMap(({ specifier, line }) => {
    const rule = specifier.startsWith('.')
      ? wrongPath(source.path, specifier)
      : wrongPackage(source.path, specifier, manifest)
    return rule === undefined ? [] : [`${source.path}:${line}  ${rule}`]
  })
  const below = belowSrc(source.path)
  if (isLibrary(source.path)) {
    if (placeOf(below) === undefined)
      found.push(`${source.path}:1  this folder has no floor: name it in tools/floors.mjs`)
    if (isPure(below))
      found.push(...source.uses.map(({ what, line }) => `${source.path}:${line}  ${what} in a pure room`))
  }
  const isEntry = !below.includes('/')
  if (source.reexportsOnly && !isEntry) found.push(`${source.path}:1  a barrel below the package index`)
  return found
}

/** @param {string} from @param {string} specifier @returns {string | undefined} */
function wrongPath(from, specifier) {
  const to = resolveFrom(from, specifier)
  if (packageOf(to) !== packageOf(from) || !to.includes('/src/')) return `${specifier} leaves the package`
  return isLibrary(from) ? wrongImport(belowSrc(from), belowSrc(to)) : undefined
}

/** @param {string} from @param {string} specifier @param {Manifest} manifest @returns {string | undefined} */
function wrongPackage(from, specifier, manifest) {
  const pure = isLibrary(from) && isPure(belowSrc(from))
  if (pure) return `${specifier} in a pure room`
  if (specifier.startsWith('node:')) return undefined
  const name = packageName(specifier)
  if (name === manifest.name) return `${specifier}: a package imports its own files by path`
  if (!manifest.dependencies.includes(name)) return `${specifier} is not a dependency of ${manifest.name}`
  if (name.startsWith('@postern/')) return `${specifier}: packages use only postern and its subpaths`
  return undefined
}

/** @param {string} root @param {Source[]} sources @returns {string[]} */
function cycleBreaches(root, sources) {
  const graph = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ specifier }) => specifier.startsWith('.')).map(({ specifier }) => resolveFrom(path, specifier)),
    ]),
  )
  return findCycles(graph).map((cycle) => `${cycle[0]}:1  a cycle: ${cycle.join(' → ')}`)
}

/** @param {string} root @param {string} path @returns {Manifest} */
function readManifest(root, path) {
  const file = join(root, 'packages', packageOf(path), 'package.json')
  if (!existsSync(file)) return { name: packageOf(path), dependencies: [] }
  const { name, dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(file, 'utf8'))
  return { name, dependencies: [...Object.keys(dependencies), ...Object.keys(peerDependencies)] }
}

/** @param {string} from @param {string} specifier */
function resolveFrom(from, specifier) {
  return posix.join(dirname(from), specifier)
}

/** @param {string} path */
function packageOf(path) {
  return path.startsWith('packages/') ? (path.split('/')[1] ?? '') : ''
}

/** @param {string} path */
function isLibrary(path) {
  return path.startsWith('packages/postern/src/')
}

/** @param {string} path */
function belowSrc(path) {
  return path.split('/').slice(3).join('/')
}

/** @param {string} specifier */
function packageName(specifier) {
  const [scope = '', second = ''] = specifier.split('/')
  return scope.startsWith('@') ? `${scope}/${second}` : scope
}
