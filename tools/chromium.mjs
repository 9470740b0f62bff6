/**
 * Finds the Chromium that browser tests and screenshots run in, and gets one where there is none. The first that
 * answers `--version` wins: POSTERN_CHROMIUM, a headless shell, the usual places, apt-get as root on Debian, the side
 * package in tools/chromium. The shell is the same engine without the window around it, whose tabs and tool bar nobody
 * sees: a sign-in in it takes a quarter of the processor's time. What was found is written down, so that tests read it
 * instead of looking again. `node tools/chromium.mjs` does the same by hand and prints the path.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { announce, npmCommand, Refusal, root, run } from './bootstrap.mjs'

/** @typedef {{ path: string, version: string, from: string, env: Record<string, string> }} Chromium */
/** @typedef {{ named?: string | undefined, shells: string[], places: string[], apt: boolean, aptForShell: boolean, sidePackage: boolean }} Search */

const record = join(root, 'node_modules', '.postern-test.json')
const sideFolder = join(root, 'tools', 'chromium')

/**
 * Finds or installs a Chromium and writes it down for `launchOptions`.
 * @param {Search} [search]
 * @returns {Promise<Chromium>} rejects with a `Refusal` that says what was tried and which command helps
 */
export async function prepareChromium(search = searchHere()) {
  const chromium = await findChromium(search)
  writeFileSync(record, `${JSON.stringify({ chromium }, undefined, 2)}\n`)
  return chromium
}

/**
 * What playwright's `chromium.launch` wants. Reads what `prepareChromium` wrote.
 * @returns {{ executablePath: string, args: string[], env: Record<string, string> }}
 */
export function launchOptions() {
  if (!existsSync(record)) throw new Error('No Chromium was looked for yet. Run: node tools/chromium.mjs')
  /** @type {{ chromium: Chromium }} */
  const { chromium } = JSON.parse(readFileSync(record, 'utf8'))
  const inherited = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return { executablePath: chromium.path, args: flags(), env: { ...Object.fromEntries(inherited), ...chromium.env } }
}

/** @param {Search} search @returns {Promise<Chromium>} */
export async function findChromium({ named, shells, places, apt, aptForShell, sidePackage }) {
  if (named !== undefined)
    return (await probe(named, 'POSTERN_CHROMIUM')) ?? refuse([`POSTERN_CHROMIUM=${named}, which does not run`])
  const tried = [`the usual places (${[...shells, ...places].join(', ') || 'none here'})`]
  const shell = await probeFirst(shells)
  if (shell !== undefined) return shell
  if (aptForShell) {
    tried.push(`apt-get install chromium-headless-shell${await installWithApt('chromium-headless-shell')}`)
    const installed = await probe('/usr/bin/chromium-headless-shell', 'apt-get')
    if (installed !== undefined) return installed
  }
  const present = await probeFirst(places)
  if (present !== undefined) return present
  if (apt) {
    tried.push(`apt-get install chromium${await installWithApt('chromium')}`)
    const installed = await probe('/usr/bin/chromium', 'apt-get')
    if (installed !== undefined) return installed
  }
  if (sidePackage) {
    const { chromium, trouble } = await fromSidePackage()
    if (chromium !== undefined) return chromium
    tried.push(`the package in tools/chromium${trouble}`)
  }
  return refuse(tried)
}

/** @returns {Search} */
function searchHere() {
  const apt = isRoot() && isDebian()
  return {
    named: process.env['POSTERN_CHROMIUM'] || undefined,
    shells: ['/usr/bin/chromium-headless-shell'],
    places: usualPlaces(),
    apt,
    // Once per clone: what was found without it does as well, and a machine that is cut off should not ask every time.
    aptForShell: apt && !existsSync(record),
    sidePackage: process.platform === 'linux' && process.arch === 'x64',
  }
}

/** @returns {string[]} */
function usualPlaces() {
  const chrome = 'Google/Chrome/Application/chrome.exe'
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  }
  if (process.platform === 'win32')
    return ['C:/Program Files', 'C:/Program Files (x86)'].map((folder) => `${folder}/${chrome}`)
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => `/usr/bin/${name}`)
}

function isRoot() {
  return process.getuid?.() === 0
}

/** Ubuntu's package of that name only fetches a snap, which neither a container nor root can start. */
function isDebian() {
  const release = '/etc/os-release'
  return existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8'))
}

/** @param {string[]} places @returns {Promise<Chromium | undefined>} */
async function probeFirst(places) {
  for (const path of places) {
    const chromium = await probe(path, path)
    if (chromium !== undefined) return chromium
  }
  return undefined
}

/**
 * @param {string} path
 * @param {string} from
 * @param {Record<string, string>} [env]
 * @returns {Promise<Chromium | undefined>} undefined when nothing there runs
 */
async function probe(path, from, env = {}) {
  if (!existsSync(path)) return undefined
  // Chrome on Windows has no --version.
  if (process.platform === 'win32') return { path, version: 'Chrome', from, env }
  const { code, output } = await run(path, ['--version', '--no-sandbox'], root, env)
  const version = /(?:Chromium|Chrome)[^\n]*?\d+(\.\d+)+/.exec(output)?.[0]
  return code === 0 && version !== undefined ? { path, version, from, env } : undefined
}

/** @param {string} name @returns {Promise<string>} what went wrong, to append; empty when all went well */
async function installWithApt(name) {
  const done = announce('Installing Chromium with apt-get')
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-o', 'Acquire::http::Timeout=20']
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run('apt-get', [...wait, 'update'], root, env)
  const install = await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', name], root, env)
  done()
  if (install.code === 0) return ''
  return `: ${lastLine(install.output) || lastLine(update.output)}`
}

/** @returns {Promise<{ chromium?: Chromium | undefined, trouble: string }>} */
async function fromSidePackage() {
  const cache = join(root, '.cache', 'chromium')
  const env = { LD_LIBRARY_PATH: join(cache, 'al2023', 'lib'), FONTCONFIG_PATH: join(cache, 'fonts') }
  const unpacked = await probe(join(cache, 'chromium'), 'tools/chromium', env)
  if (unpacked !== undefined) return { chromium: unpacked, trouble: '' }
  rmSync(cache, { recursive: true, force: true })
  const done = announce('Installing Chromium from npm')
  const npm = npmCommand()
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const install = await run(npm.command, [...npm.args, ...args], sideFolder)
  const inflate =
    install.code === 0 ? await run(process.execPath, [join(sideFolder, 'inflate.mjs'), cache], root) : install
  done()
  if (inflate.code !== 0) return { trouble: `: ${lastLine(inflate.output)}` }
  return { chromium: await probe(join(cache, 'chromium'), 'tools/chromium', env), trouble: ', which does not run here' }
}

/** @param {string[]} tried @returns {never} */
function refuse(tried) {
  const remedy = isDebian() ? 'sudo apt-get install -y chromium' : 'POSTERN_CHROMIUM=/path/to/chromium npm test'
  throw new Refusal(
    `No Chromium for the browser tests. Tried: ${tried.join('; ')}.\nTo fix it: ${remedy}\nTo leave them out: POSTERN_TEST_SKIP=e2e npm test`,
  )
}

/** Nothing that a test did not ask for: no painting by a pretended graphics card, no calls home. */
const quiet = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-extensions',
  '--disable-sync',
  '--no-first-run',
]

/** Chromium's sandbox refuses root, and /dev/shm is small in containers. */
function flags() {
  const linux = process.platform === 'linux' ? ['--disable-dev-shm-usage'] : []
  return [...quiet, ...(isRoot() ? ['--no-sandbox'] : []), ...linux]
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { path, version, from } = await prepareChromium()
  process.stdout.write(`${path}  (${version}, from ${from})\n`)
}
