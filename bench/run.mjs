// `npm run bench`: installs the peer on demand, then measures. Written for any Node that npm may be running on, so it
// imports nothing but builtins until it knows that this Node, or the repository's own, can run TypeScript.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installPeer } from './install-peer.mjs'

const bench = dirname(fileURLToPath(import.meta.url))
const node = findNode()
if (node === undefined) {
  console.error(
    `The bench needs Node 22.18, 24.11 or 26 and up; this is ${process.version}. Run npm ci in the repository first: it brings one.`,
  )
  process.exit(1)
}
if (!process.argv.includes('--help')) installPeer()
const measured = spawnSync(node, [join(bench, 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --disable-warning=ExperimentalWarning` },
})
process.exit(measured.status === null ? 1 : measured.status)

function findNode() {
  const own = join(bench, '..', 'node_modules', '.bin', 'node')
  if (existsSync(own)) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  const fits = (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major >= 26
  return fits ? process.execPath : undefined
}
