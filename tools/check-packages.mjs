/**
 * Looks at each public package as npm would publish it: every export and command is there, nothing is there that should
 * not be, the licence is the repository's, and publint has no complaint. Wants a build.
 */
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

/** @typedef {{ name: string, private?: boolean, exports?: unknown, bin?: unknown }} Manifest */

const unwanted = /\.test\.|\.tsbuildinfo$|\.(db|sqlite|log|env|pem|key|tgz)(-|$)|(^|\/)\.|(^|\/)node_modules\//

/**
 * @param {string} root
 * @returns {Promise<string[]>} one line per fault
 */
export async function checkPackages(root) {
  const folders = globSync('packages/*/package.json', { cwd: root }).map((path) => join(root, dirname(path)))
  const faults = await Promise.all(folders.map((folder) => faultsOf(root, folder)))
  return faults.flat().sort()
}

/** @param {string} root @param {string} folder @returns {Promise<string[]>} */
async function faultsOf(root, folder) {
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (manifest.private === true) return []
  const packed = packedFiles(folder)
  const files = packed.map((path) => ({ name: `package/${path}`, data: readFileSync(join(folder, path)) }))
  const { messages } = await publint({ pkgDir: 'package', strict: true, pack: { files } })
  const faults = [
    ...missingFiles(manifest, packed),
    ...packed.filter((path) => unwanted.test(path)).map((path) => `packs ${path}`),
    ...licenceFaults(root, folder, packed),
    ...messages.map(
      (message) => `publint: ${formatMessage(message, { ...manifest }, { color: false }) ?? message.code}`,
    ),
  ]
  return faults.map((fault) => `${manifest.name}  ${fault}`)
}

/**
 * What a publish would carry. Scripts stay out of it: `prepack` would build anew.
 * @param {string} folder
 * @returns {string[]}
 */
function packedFiles(folder) {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error']
  const { stdout, stderr, status } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error(`npm pack failed in ${folder}: ${stderr}`)
  return packList(stdout).map((file) => file.path)
}

/**
 * npm 11 answers a list, npm 12 an object by package name.
 * @param {string} json
 * @returns {{ path: string }[]}
 */
function packList(json) {
  const answer = JSON.parse(json)
  const [first] = Array.isArray(answer) ? answer : Object.values(answer)
  return first.files
}

/** @param {Manifest} manifest @param {string[]} packed @returns {string[]} */
function missingFiles(manifest, packed) {
  return [...targets(manifest.exports), ...targets(manifest.bin)]
    .map((target) => target.replace(/^\.\//, ''))
    .filter((target) => !packed.includes(target))
    .map((target) => `promises ${target} and does not pack it`)
}

/** Our own sources are promised to nobody but this repository. */
const ownCondition = '@postern/source'

/** @param {unknown} value @returns {string[]} */
function targets(value) {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([condition, target]) => (condition === ownCondition ? [] : targets(target)))
}

/** @param {string} root @param {string} folder @param {string[]} packed @returns {string[]} */
function licenceFaults(root, folder, packed) {
  if (!packed.includes('LICENSE')) return ['packs no LICENSE']
  const same = readFileSync(join(folder, 'LICENSE'), 'utf8') === readFileSync(join(root, 'LICENSE'), 'utf8')
  return same ? [] : ["has a LICENSE that is not the repository's"]
}
