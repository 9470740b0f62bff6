/**
 * PgBouncer in transaction mode before a given PostgreSQL server, for tests. Found on the PATH and in /usr/sbin, or
 * brought by apt-get as root. A machine may have none: that is an answer here, with its reason, and no fault.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { aptInstall, hasApt } from './postgres-programs.mjs'
import { freePort, giveTo, serviceUser, watch } from './service.mjs'

/** @typedef {{ program: string, version: string }} Found */

/** @returns {Promise<Found | { absent: string }>} `absent` says why */
export async function findPgBouncer() {
  const found = look()
  if (found !== undefined) return found
  if (!hasApt()) return { absent: 'not on this machine' }
  if (process.getuid?.() !== 0) return { absent: 'not on this machine: sudo apt-get install -y pgbouncer' }
  const trouble = await aptInstall(['pgbouncer'])
  return look() ?? { absent: `apt-get brought none${trouble}` }
}

/**
 * @param {string} program
 * @param {string} serverUrl
 * @returns {Promise<{ url: string, remove: () => Promise<void> }>} the URL of the same database, through PgBouncer
 */
export async function startPgBouncer(program, serverUrl) {
  const owner = serviceUser()
  const folder = mkdtempSync(join(tmpdir(), 'postern-pgbouncer-'))
  giveTo(folder, owner)
  const port = await freePort()
  const pidFile = join(folder, 'pid')
  writeFileSync(join(folder, 'pgbouncer.ini'), settingsFor(new URL(serverUrl), port, pidFile))
  const watchdog = watch({ pidFile, signal: 'TERM', folder })
  const child = spawn(program, ['-q', join(folder, 'pgbouncer.ini')], { ...owner, cwd: folder, stdio: 'ignore' })
  child.unref()
  const ended = new Promise((resolve) => child.on('error', resolve).on('exit', resolve))
  if (!(await Promise.race([listens(port), ended.then(() => false)]))) {
    watchdog.release()
    throw new Error('PgBouncer does not start')
  }
  const url = new URL(serverUrl)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    async remove() {
      child.ref()
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
      watchdog.release()
    },
  }
}

/** @returns {Found | undefined} */
function look() {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']
  for (const program of folders.map((folder) => join(folder, 'pgbouncer')).filter((path) => existsSync(path))) {
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
    const version = /PgBouncer (\d+(?:\.\d+)+)/i.exec(stdout ?? '')?.[1]
    if (version !== undefined) return { program, version }
  }
  return undefined
}

/**
 * As its documentation proposes it, and no parameter of a client ignored but the one that is ignored by habit.
 * @param {URL} server
 * @param {number} port
 * @param {string} pidFile
 */
function settingsFor(server, port, pidFile) {
  const { hostname, username, password } = server
  const secret = password === '' ? '' : ` password=${decodeURIComponent(password)}`
  return `[databases]
* = host=${hostname} port=${server.port || 5432} user=${decodeURIComponent(username)}${secret}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
pidfile = ${pidFile}
auth_type = any
pool_mode = transaction
default_pool_size = 20
max_client_conn = 500
`
}

/** @param {number} port @returns {Promise<boolean>} */
async function listens(port) {
  for (let tries = 0; tries < 200; tries++) {
    const isUp = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (isUp) return true
    await pause(25)
  }
  return false
}
