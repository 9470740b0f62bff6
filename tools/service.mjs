/**
 * What programs that serve the tests have in common: somebody to run as, a port, a run to the end, and a watchdog that
 * ends them with the process that started them, however that ends.
 */
import { spawn, spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { createServer } from 'node:net'

/** @typedef {{ readonly uid?: number, readonly gid?: number }} Owner empty when it is ourselves */

/**
 * PostgreSQL and PgBouncer refuse to run as root, so root's run as somebody else.
 * @returns {Owner}
 */
export function serviceUser() {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim())
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  return { uid: 65_534, gid: 65_534 }
}

/** @param {string} path @param {Owner} owner */
export function giveTo(path, { uid, gid }) {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid)
}

/** @returns {Promise<number>} a port of loopback that nobody listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {Owner & { cwd: string }} how
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export function runAs(command, args, how) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, { ...how, env: { ...process.env, HOME: how.cwd, LC_ALL: 'C' } })
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code, output: output.trim() }))
  })
}

const watchdog = `
cat >/dev/null
pid=$(head -n 1 "$1") && kill -s "$2" "$pid"
left=50
while [ "$left" -gt 0 ] && kill -0 "$pid"; do left=$((left - 1)); sleep 0.1; done
rm -rf "$3"
`

/**
 * A shell that waits for its standard input to end, which it does when this process ends, by SIGKILL too. Then it stops
 * the service and removes its folder. It is in no terminal's group: Ctrl-C reaches it through us only.
 * @param {{ pidFile: string, signal: 'QUIT' | 'TERM', folder: string }} service `pidFile` may come and go
 * @returns {{ release: () => void }} lets it do its work now
 */
export function watch({ pidFile, signal, folder }) {
  const child = spawn('sh', ['-c', watchdog, 'watchdog', pidFile, signal, folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  const { stdin } = child
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
  return { release: () => stdin.end() }
}
