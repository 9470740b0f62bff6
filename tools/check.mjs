/** `npm run check`: all that can be said about the code without running it. Every step runs, whatever an earlier one found. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, Refusal, root } from './bootstrap.mjs'
import { checkFloors } from './check-floors.mjs'
import { checkLicences } from './check-licences.mjs'
import { checkPackages } from './check-packages.mjs'
import { installExamples } from './examples.mjs'

/** @typedef {{ name: string, faults: string }} CheckResult `faults` is empty when all is well */
/** @typedef {{ name: string, find: () => string | Promise<string> }} Step */

/** @type {readonly Step[]} */
const steps = [
  { name: 'format', find: () => tool('@biomejs/biome', 'bin/biome', ['check', '--colors=off', '.']) },
  { name: 'examples', find: () => examplesFaults() },
  { name: 'build', find: () => buildFaults() },
  { name: 'lint', find: () => tool('oxlint', 'bin/oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'assets', find: () => script('tools/embed-assets.mjs', ['--check']) },
  { name: 'types', find: () => tool('typescript', 'bin/tsc', ['-b']) },
  { name: 'floors', find: () => checkFloors(root).join('\n') },
  { name: 'packages', find: async () => (await checkPackages(root)).join('\n') },
  { name: 'licences', find: () => checkLicences(root).join('\n') },
]

/**
 * Prints one line per step as it ends, and what it found.
 * @returns {Promise<CheckResult[]>}
 */
export async function runChecks() {
  const results = []
  for (const step of steps) {
    const result = { name: step.name, faults: await attempt(step) }
    process.stdout.write(result.faults === '' ? `ok      ${step.name}\n` : `FAILED  ${step.name}\n${result.faults}\n`)
    results.push(result)
  }
  return results
}

/** @param {Step} step @returns {Promise<string>} */
async function attempt(step) {
  try {
    return await step.find()
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

/** @param {string} name @param {string} bin @param {string[]} args @returns {string} */
function tool(name, bin, args) {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  return faultsOf(join(dirname(manifest), bin), args)
}

/** Before the linter too: the examples see our types as an application does, in the build. @returns {Promise<string>} */
async function buildFaults() {
  return faultsIn(() => build(root, process.execPath))
}

/** What the examples import must be there before linter and compiler look at their types. @returns {Promise<string>} */
async function examplesFaults() {
  return faultsIn(installExamples)
}

/** @param {() => Promise<void>} work @returns {Promise<string>} */
async function faultsIn(work) {
  try {
    await work()
    return ''
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/** @param {string} path @param {string[]} args @returns {string} */
function script(path, args) {
  return existsSync(join(root, path)) ? faultsOf(join(root, path), args) : `${path} is missing`
}

/** @param {string} path @param {string[]} args @returns {string} */
function faultsOf(path, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  return status === 0 ? '' : `${stdout}${stderr}`.trim() || `ended with ${status}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await runChecks()
  process.exitCode = results.every(({ faults }) => faults === '') ? 0 : 1
}
