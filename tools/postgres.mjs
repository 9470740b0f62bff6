/**
 * A PostgreSQL server of one's own on loopback, for tests and benches: data, socket and log in a folder below the
 * system's temporary one. It ends with the process that started it. `node tools/postgres.mjs` starts one by hand, prints
 * its URL and stops it at Ctrl-C.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createDatabase } from './postgres-admin.ts'
import { findPrograms } from './postgres-programs.mjs'
import { freePort, giveTo, runAs, serviceUser, watch } from './service.mjs'

/** @typedef {import('./postgres-programs.mjs').Programs} Programs */
/** @typedef {import('./service.mjs').Owner} Owner */
/** @typedef {Readonly<Record<string, string | number>>} Settings PostgreSQL's own, by name */
/** @typedef {'smart' | 'fast' | 'immediate' | 'kill'} StopMode `kill` is SIGKILL for the postmaster */

/**
 * @typedef {object} PostgresWishes
 * @property {boolean} [fsync] whether commits reach the disk; off unless asked
 * @property {number} [port] a free one unless asked
 * @property {string} [dataDir] a data directory that is kept; made where it is missing, started as it is otherwise
 * @property {Settings} [settings]
 * @property {Programs} [programs] instead of looking for them
 */

/**
 * `stop` leaves the data, so that `start` goes on with it. Settings given to `start` and `restart` join those that were
 * there. `remove` stops it and removes everything but a data directory that was given; what is not removed is when this
 * process ends.
 * @typedef {object} Postgres
 * @property {string} url of the database `postgres`, for a superuser without a password
 * @property {number} port
 * @property {string} version
 * @property {string} from where its programs are from
 * @property {string} bin the folder of its programs, which its user can read
 * @property {string} dataDir
 * @property {string} folder its own, with its socket and its log
 * @property {Owner} owner whom it runs as, for programs of its own that must too
 * @property {(settings?: Settings) => Promise<void>} start
 * @property {(mode?: StopMode) => Promise<void>} stop
 * @property {(mode?: StopMode, settings?: Settings) => Promise<void>} restart
 * @property {(name: string, template?: string) => Promise<string>} createDatabase its URL
 * @property {() => Promise<void>} remove
 */

const superuser = 'postern'

/**
 * @param {PostgresWishes} [wishes]
 * @returns {Promise<Postgres>} when it takes connections
 */
export async function startPostgres(wishes = {}) {
  const programs = wishes.programs ?? (await findPrograms())
  const server = await prepareFolder(programs, wishes)
  const watchdog = watch({ pidFile: join(server.dataDir, 'postmaster.pid'), signal: 'QUIT', folder: server.folder })
  let settings = { ...alwaysSet(server, wishes.fsync ?? false), ...wishes.settings }
  try {
    await prepareData(server)
    await startServer(server, settings)
  } catch (error) {
    watchdog.release()
    throw error
  }
  const url = `postgres://${superuser}@127.0.0.1:${server.port}/postgres`
  /** @type {Postgres} */
  const postgres = {
    ...server,
    url,
    version: programs.version,
    from: programs.from,
    async start(more = {}) {
      settings = { ...settings, ...more }
      await startServer(server, settings)
    },
    stop: (mode = 'fast') => stopServer(server, mode),
    async restart(mode = 'fast', more = {}) {
      await postgres.stop(mode)
      await postgres.start(more)
    },
    createDatabase: (name, template) => createDatabase(url, name, template),
    async remove() {
      await postgres.stop('immediate')
      rmSync(server.folder, { recursive: true, force: true })
      watchdog.release()
    },
  }
  return postgres
}

/** @typedef {{ bin: string, dataDir: string, folder: string, owner: Owner, port: number }} Server */

/** @param {Programs} programs @param {PostgresWishes} wishes @returns {Promise<Server>} */
async function prepareFolder(programs, wishes) {
  const owner = serviceUser()
  const folder = mkdtempSync(join(tmpdir(), 'postern-postgres-'))
  chmodSync(folder, 0o755)
  giveTo(folder, owner)
  const bin = readableBin(programs.bin, folder, owner)
  return {
    bin,
    folder,
    owner,
    dataDir: wishes.dataDir ?? join(folder, 'data'),
    port: wishes.port ?? (await freePort()),
  }
}

/**
 * A checkout in somebody's private folder cannot be read by the server's user.
 * @param {string} bin
 * @param {string} folder
 * @param {Owner} owner
 */
function readableBin(bin, folder, owner) {
  if (owner.uid === undefined) return bin
  const { status } = spawnSync(join(bin, 'postgres'), ['--version'], { ...owner, cwd: folder, stdio: 'ignore' })
  if (status === 0) return bin
  const copy = join(folder, 'programs')
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, basename(bin))
}

/** @param {Server} server @param {boolean} fsync @returns {Settings} */
function alwaysSet({ folder, port }, fsync) {
  const own = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder, max_connections: 400 }
  return fsync ? own : { ...own, fsync: 'off' }
}

/** @param {Server} server */
async function prepareData({ bin, dataDir, folder, owner }) {
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    if (owner.uid !== undefined) await succeed('chown', ['-R', `${owner.uid}:${owner.gid}`, dataDir], { cwd: folder })
    return
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  giveTo(dataDir, owner)
  const how = ['-A', 'trust', '-U', superuser, '-E', 'UTF8', '--no-locale', '--no-sync', '--no-instructions']
  await succeed(join(bin, 'initdb'), ['-D', dataDir, ...how], { ...owner, cwd: folder })
}

/** @param {Server} server @param {Settings} settings */
async function startServer({ bin, dataDir, folder, owner }, settings) {
  const options = Object.entries(settings).map(([name, value]) => `-c ${quoted(`${name}=${value}`)}`)
  const args = ['-D', dataDir, '-w', '-t', '60', '-l', join(folder, 'log'), '-o', options.join(' '), 'start']
  for (let tries = 1; ; tries++) {
    const { code, output } = await runAs(join(bin, 'pg_ctl'), args, { ...owner, cwd: folder })
    if (code === 0) return
    const log = endOfLog(folder)
    // After a SIGKILL the last of the old server's processes hold its shared memory for a moment.
    if (tries === 50 || !log.includes('shared memory block')) throw new Error(`No PostgreSQL: ${output}\n${log}`)
    await pause(100)
  }
}

/** @param {Server} server @param {StopMode} mode */
async function stopServer({ bin, dataDir, folder, owner }, mode) {
  const pid = postmasterOf(dataDir)
  if (pid === undefined) return
  if (mode !== 'kill') {
    await succeed(join(bin, 'pg_ctl'), ['-D', dataDir, '-w', '-m', mode, 'stop'], { ...owner, cwd: folder })
    return
  }
  process.kill(pid, 'SIGKILL')
  while (isAlive(pid)) await pause(20)
}

/** @param {string} dataDir @returns {number | undefined} */
function postmasterOf(dataDir) {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n', 1)[0])
  return pid > 0 && isAlive(pid) ? pid : undefined
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** @param {string} folder */
function endOfLog(folder) {
  const file = join(folder, 'log')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-6).join('\n') : ''
}

/** For the shell that pg_ctl hands its options to. @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** @param {string} command @param {string[]} args @param {Owner & { cwd: string }} how */
async function succeed(command, args, how) {
  const { code, output } = await runAs(command, args, how)
  if (code !== 0) throw new Error(`${basename(command)} ended with ${code}: ${output}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url, version, from, remove } = await startPostgres()
  process.stdout.write(`${url}  (PostgreSQL ${version} from ${from})\n`)
  const stay = setInterval(() => {}, 60_000)
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      clearInterval(stay)
      void remove()
    })
  }
}
