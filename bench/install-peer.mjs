// Installs what the bench is measured against into bench/node_modules, once for each lockfile. Imports nothing but builtins.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bench = dirname(fileURLToPath(import.meta.url))

export function installPeer() {
  const stamp = join(bench, 'node_modules', '.stamp')
  const wanted = createHash('sha256')
    .update(readFileSync(join(bench, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const flags = ['ci', '--ignore-scripts', '--no-workspaces', '--no-audit', '--no-fund', '--loglevel=error']
  if (process.stderr.isTTY) console.error('Installing the peer into bench/node_modules (about 50 MB) …')
  const done = spawnSync(command, [...first, ...flags], { cwd: bench, stdio: ['ignore', 'ignore', 'inherit'] })
  if (done.status !== 0) {
    console.error(`The peer could not be installed. Try: cd bench && npm ${flags.join(' ')}`)
    process.exit(1)
  }
  writeFileSync(stamp, wanted)
}
