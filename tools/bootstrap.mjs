/**
 * Makes a clone ready to work in: installs the lockfile when it is not installed yet, sees to a Node that can run the
 * product, and builds when asked (`--for=start`, `--for=pack`). It runs first in every npm script, so it must parse on
 * Node 18, use built-in modules only, cost nothing when there is nothing to do, and stay silent off a terminal.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isComplete, isInstalled, markInstalled } from './installed.mjs'

/** The root of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * @param {{ root: string, purpose: 'tools' | 'start' | 'pack' }} job
 * @returns {Promise<void>} rejects with a `Refusal` whose message is the whole text to show
 */
export async function bootstrap({ root, purpose }) {
  const range = nodeRange(root)
  refuseIfNoNodeCanBeHad(root, range)
  if (!isInstalled(root)) await install(root)
  const node = pickNode(root, range)
  if (purpose === 'pack') removeBuild(root)
  if (purpose !== 'tools') await build(root, node)
}

/** A reason to stop that a person can act on; it is shown without a stack. */
export class Refusal extends Error {}

/**
 * Whether a version fits a range written as in our `engines`: `^a.b.c` and `>=a.b.c`, joined by `||`.
 * @param {string} version
 * @param {string} range
 * @returns {boolean}
 */
export function fits(version, range) {
  const have = numbers(version)
  return range.split('||').some((part) => {
    const want = numbers(part)
    return atLeast(have, want) && (part.includes('>=') || have[0] === want[0])
  })
}

/** @param {string} version @returns {[number, number, number]} */
function numbers(version) {
  const [major = 0, minor = 0, patch = 0] = (version.match(/\d+/g) || []).map(Number)
  return [major, minor, patch]
}

/** @param {number[]} have @param {number[]} want */
function atLeast(have, want) {
  const differs = have.findIndex((number, at) => number !== want[at])
  return differs === -1 || Number(have[differs]) > Number(want[differs])
}

/** @param {string} root @returns {string} */
function nodeRange(root) {
  return readJson(join(root, 'package.json')).engines.node
}

/**
 * Says no before an install of half a minute when the end is known: Node is too old, and npm has none for here.
 * @param {string} root
 * @param {string} range
 */
function refuseIfNoNodeCanBeHad(root, range) {
  if (!fits(process.versions.node, '>=18.0.0')) throw tooOld(range)
  if (fits(process.versions.node, range)) return
  const bundled = readJson(join(root, 'package.json')).optionalDependencies || {}
  if (!(`node-${process.platform}-${process.arch}` in bundled)) throw tooOld(range)
}

/** @param {string} range */
function tooOld(range) {
  return new Refusal(
    `Postern runs on Node ${range} and this is Node ${process.versions.node}: install Node 24 from https://nodejs.org/en/download and run the command again.`,
  )
}

/**
 * Installs the lockfile, and once more on the Node that came with it if npm left something out for the sake of an old
 * Node. An old Node of 20 needs one round, one of 18 two.
 * @param {string} root
 */
async function install(root) {
  const done = announce('Installing packages (once, about half a minute)')
  const { command, args } = npmCommand()
  let result = await installWith(command, args, root)
  const bundled = bundledNode(root)
  if (result.code === 0 && !isComplete(root) && existsSync(bundled) && args.length > 0) {
    result = await installWith(bundled, args, root)
  }
  done()
  if (result.code === 0) return markInstalled(root)
  const told = result.output.trim().split('\n').slice(0, 12).join('\n')
  throw new Refusal(`${told}\n\nThe packages could not be installed. Is the npm registry within reach? Try: npm ci`)
}

/** @param {string} command @param {string[]} npm @param {string} root */
function installWith(command, npm, root) {
  // Whatever the machine's npm settings leave out, the scripts need; install scripts are never run.
  const all = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--include=peer']
  return run(command, [...npm, ...all, '--no-audit', '--no-fund', '--loglevel=error'], root)
}

/** @param {string} root */
function bundledNode(root) {
  return join(root, 'node_modules', '.bin', 'node')
}

/**
 * npm runs under the Node it was started with, not under the one in node_modules, which it is about to replace.
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand() {
  const cli = process.env.npm_execpath
  if (cli === undefined || basename(cli) !== 'npm-cli.js') return { command: 'npm', args: [] }
  return { command: process.env.npm_node_execpath || process.execPath, args: [cli] }
}

/**
 * The Node that the scripts after this one will run on: npm puts node_modules/.bin first on their PATH.
 * @param {string} root
 * @param {string} range
 * @returns {string}
 */
function pickNode(root, range) {
  const bundled = bundledNode(root)
  if (existsSync(bundled)) {
    if (spawnSync(bundled, ['--version'], { stdio: 'ignore' }).status === 0) return bundled
    // Installed but unable to run (a machine without glibc): out of the way, or every script would stumble over it.
    rmSync(bundled)
  }
  if (!fits(process.versions.node, range)) throw tooOld(range)
  return process.execPath
}

/** @param {string} root */
function removeBuild(root) {
  for (const name of readdirSync(join(root, 'packages'))) {
    rmSync(join(root, 'packages', name, 'dist'), { recursive: true, force: true })
  }
}

/**
 * Declarations by the compiler, which knows itself what is stale but not that a source went away; then the bundles.
 * @param {string} root
 * @param {string} node
 * @param {string} [tools] where the compiler is installed, when not below root
 * @returns {Promise<void>} rejects with a `Refusal` that holds the compiler's words
 */
export async function build(root, node, tools = root) {
  removeOrphans(root)
  const done = announce('Building')
  const compiler = join(tools, 'node_modules', 'typescript', 'bin', 'tsc')
  for (const step of [
    [compiler, '-b', 'tsconfig.build.json'],
    [join(tools, 'tools', 'bundle.mjs'), root],
  ]) {
    const result = await run(node, step, root)
    if (result.code !== 0) {
      done()
      throw new Refusal(`${result.output.trim()}\n\nThe build failed.`)
    }
  }
  done()
}

/** @param {string} root */
function removeOrphans(root) {
  for (const name of readdirSync(join(root, 'packages'))) {
    const made = join(root, 'packages', name, 'dist', 'types')
    for (const path of filesBelow(made)) {
      const source = path.replace(made, join(root, 'packages', name, 'src')).replace(/\.d\.ts(\.map)?$/, '.ts')
      if (!path.endsWith('.tsbuildinfo') && !existsSync(source) && !existsSync(`${source}x`)) rmSync(path)
    }
  }
}

/** @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/**
 * Runs a program to its end and keeps what it says.
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} [env] on top of ours
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function run(command, args, cwd, env) {
  return new Promise((resolve) => {
    let output = ''
    const shell = process.platform === 'win32' && command === 'npm'
    const child = spawn(command, args, { cwd, shell, env: { ...process.env, ...env } })
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

/**
 * One line that counts the seconds on a terminal, nothing anywhere else, and nothing for what is done at once.
 * @param {string} what
 * @returns {() => void} ends the line
 */
export function announce(what) {
  if (!process.stderr.isTTY) return () => {}
  const begun = Date.now()
  const show = () => process.stderr.write(`\r${what} … ${Math.round((Date.now() - begun) / 1000)} s`)
  const timer = setInterval(show, 1000)
  return () => {
    clearInterval(timer)
    if (Date.now() - begun < 1000) return
    show()
    process.stderr.write('\n')
  }
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const wanted = (process.argv.find((arg) => arg.startsWith('--for=')) || '').slice('--for='.length)
  bootstrap({ root, purpose: wanted === 'start' || wanted === 'pack' ? wanted : 'tools' }).catch((error) => {
    process.stderr.write(`${error instanceof Refusal ? error.message : error.stack}\n`)
    process.exitCode = 1
  })
}
