/**
 * The Python that the Python example runs on, with the packages its requirements.txt names, in a virtual environment
 * below .cache. Found on the PATH, or brought by apt-get as root. A machine may have none: that is an answer here, with
 * its reason, and no fault.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { announce, root, run } from './bootstrap.mjs'
import { aptInstall, hasApt } from './postgres-programs.mjs'

/** @typedef {{ program: string, version: string }} Found `program` is the environment's own Python */
/** @typedef {{ names: readonly string[], apt: 'usable' | 'as root' | 'none' }} Search */

const oldest = 10
const names = ['python3', ...[15, 14, 13, 12, 11, 10].map((minor) => `python3.${minor}`)]
const requirements = join(root, 'examples', 'second-service-python', 'requirements.txt')

/** Its version, if it can make environments with pip in them. */
const question = 'import sys, venv, ensurepip; print("%d.%d.%d" % sys.version_info[:3])'

/**
 * @param {Search} [search]
 * @returns {Promise<Found | { absent: string }>} `absent` says why
 */
export async function findPython(search = searchHere()) {
  const found = (await look(search.names)) ?? (await fetchWithApt(search))
  return 'absent' in found ? found : makeEnvironment(found)
}

/** @returns {Search} */
function searchHere() {
  return { names, apt: !hasApt() ? 'none' : process.getuid?.() === 0 ? 'usable' : 'as root' }
}

/** @param {readonly string[]} names @returns {Promise<Found | undefined>} */
async function look(names) {
  for (const program of names) {
    const { code, output } = await run(program, ['-c', question], root)
    const [, version = '', minor] = /^(3\.(\d+)\.\d+)$/m.exec(output) ?? []
    if (code === 0 && Number(minor) >= oldest) return { program, version }
  }
  return undefined
}

/** @param {Search} search @returns {Promise<Found | { absent: string }>} */
async function fetchWithApt({ names, apt }) {
  const what = `Python 3.${oldest} with venv`
  if (apt === 'none') return { absent: `not on this machine (${what})` }
  if (apt === 'as root') return { absent: `not on this machine (${what}): sudo apt-get install -y python3-venv` }
  const trouble = await aptInstall(['python3', 'python3-venv'])
  return (await look(names)) ?? { absent: `not what apt-get brought (${what})${trouble}` }
}

/** @param {Found} found @returns {Promise<Found | { absent: string }>} */
async function makeEnvironment({ program, version }) {
  const wanted = createHash('sha256').update(version).update(readFileSync(requirements)).digest('hex').slice(0, 16)
  const folder = join(root, '.cache', 'python', wanted)
  const own = join(folder, 'bin', 'python')
  const stamp = join(folder, 'complete')
  if (existsSync(stamp) && existsSync(own)) return { program: own, version }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const done = announce('Installing Python packages')
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--only-binary=:all:']
  const made = await run(program, ['-m', 'venv', folder], root)
  const installed = made.code === 0 ? await run(own, [...pip, '-r', requirements], root) : made
  done()
  if (installed.code !== 0) return { absent: `without its packages: ${lastLine(installed.output)}` }
  writeFileSync(stamp, '')
  return { program: own, version }
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}
