/**
 * Makes what a package runs: one file for each of its entries and few that they share, from the sources. A process that
 * loads five files instead of two hundred starts in less time and holds less memory. The compiler checks types and
 * writes declarations only. `node tools/bundle.mjs [root]`
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { rolldown } from 'rolldown'

/** @typedef {{ name?: string, engines?: object, dependencies?: object, peerDependencies?: object, exports?: Record<string, string | { '@postern/source'?: string, default?: string }> }} Manifest */

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))

/** Types go and nothing else is rewritten: every Node that we support knows what we write. */
const asWritten = /** @type {const} */ ({ tsconfig: false, transform: { target: 'esnext' } })

/** Files that nearly every entry needs are one: else each set of entries that shares some of them would have its own. */
const leanedOn = /[\\/]src[\\/]domain[\\/]/

/**
 * What others wrote and our bundles carry. Hono is 23 small files, which every mount would load: they hold 4 MB more of a
 * process than the one file that they become.
 */
const carried = ['hono']

/** Entries that say `use client` keep it: a test looks. */
const quiet = { checks: { moduleLevelDirective: false } }

/** What a command starts, and what starts as a thread: files that nobody imports. */
const started = { main: 'src/main.ts', worker: 'src/templates/worker.ts' }

for (const name of readdirSync(join(root, 'packages'))) await bundle(join(root, 'packages', name))

/** @param {string} folder of a package */
async function bundle(folder) {
  const input = entriesOf(folder)
  if (Object.keys(input).length === 0) return
  const made = await rolldown({
    input,
    cwd: folder,
    platform: platformOf(folder),
    external: isElsewhere,
    ...asWritten,
    ...quiet,
  })
  const dir = join(folder, 'dist')
  removeOld(dir)
  // Without maps: what is bundled is as it was written, types aside, and a line of it says where it came from.
  const { output } = await made.write({
    dir,
    format: 'esm',
    chunkFileNames: 'shared-[hash].js',
    codeSplitting: { groups: [{ name: 'shared', test: leanedOn }] },
  })
  await made.close()
  packLicences(dir, output)
  refuseStrangers(folder, output)
}

/**
 * What the exports of package.json promise, and what is started.
 * @param {string} folder
 * @returns {Record<string, string>}
 */
function entriesOf(folder) {
  const { exports = {} } = manifestOf(folder)
  /** @type {Record<string, string>} */
  const entries = {}
  for (const [name, path] of Object.entries(started)) {
    if (existsSync(join(folder, path))) entries[name] = join(folder, path)
  }
  for (const promise of Object.values(exports)) {
    if (typeof promise === 'string' || !promise['@postern/source'] || !promise.default) continue
    entries[basename(promise.default, '.js')] = join(folder, promise['@postern/source'])
  }
  return entries
}

/**
 * A bundle that imports what its package does not declare would work here and nowhere else.
 * @param {string} folder
 * @param {readonly { fileName: string, imports?: string[], dynamicImports?: string[] }[]} output
 */
function refuseStrangers(folder, output) {
  const { name, dependencies, peerDependencies } = manifestOf(folder)
  const known = new Set([name, ...Object.keys({ ...dependencies, ...peerDependencies })])
  const own = new Set(output.map(({ fileName }) => fileName))
  for (const { fileName, imports = [], dynamicImports = [] } of output) {
    for (const id of [...imports, ...dynamicImports]) {
      const from = id.split('/', id.startsWith('@') ? 2 : 1).join('/')
      if (!own.has(id) && !isBuiltin(id) && !known.has(from)) {
        throw new Error(`${name}: ${fileName} imports ${id}, which package.json does not name`)
      }
    }
  }
}

/**
 * Whoever carries the work of others carries their licence.
 * @param {string} dir
 * @param {readonly { type: string, moduleIds?: string[] }[]} output
 */
function packLicences(dir, output) {
  const within = output.flatMap(({ moduleIds = [] }) => moduleIds)
  for (const name of carried) {
    const from = join('node_modules', name)
    if (within.some((id) => id.includes(from))) copyFileSync(join(root, from, 'LICENSE'), join(dir, `LICENSE-${name}`))
  }
}

/**
 * What names no Node runs anywhere.
 * @param {string} folder
 */
function platformOf(folder) {
  return manifestOf(folder).engines === undefined ? 'browser' : 'node'
}

/** @param {string} folder @returns {Manifest} */
function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/**
 * Helpers of the bundler's own go into the bundle, and what is carried.
 * @param {string} id
 */
function isElsewhere(id) {
  return (
    !id.startsWith('@oxc-project/runtime') &&
    !carried.some((name) => id === name || id.startsWith(`${name}/`)) &&
    !id.startsWith('.') &&
    !id.startsWith('/') &&
    !/^[a-z]:[\\/]/i.test(id)
  )
}

/** @param {string} dir */
function removeOld(dir) {
  if (!existsSync(dir)) return
  for (const name of readdirSync(dir)) if (/\.js(\.map)?$/.test(name)) rmSync(join(dir, name))
}
