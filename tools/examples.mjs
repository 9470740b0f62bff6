/**
 * Installs what the examples need, when it is not there yet: the frameworks that Postern is mounted in, and the types that
 * SvelteKit writes for itself, which linter and compiler want. The examples are no workspace, so nothing of them reaches
 * an install of the repository.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { announce, npmCommand, Refusal, root, run } from './bootstrap.mjs'
import { isInstalled, markInstalled } from './installed.mjs'

const folder = join(root, 'examples')

/** @returns {Promise<void>} rejects with a `Refusal` */
export async function installExamples() {
  if (!isInstalled(folder)) await install()
  if (!existsSync(join(folder, 'sveltekit', 'node_modules', '$app', 'tsconfig.json'))) await syncSvelteKit()
}

async function install() {
  const done = announce('Installing the frameworks of the examples')
  const { command, args } = npmCommand()
  const flags = ['ci', '--ignore-scripts', '--no-workspaces', '--include=dev', '--include=optional']
  const { code, output } = await run(
    command,
    [...args, ...flags, '--no-audit', '--no-fund', '--loglevel=error'],
    folder,
  )
  done()
  if (code === 0) return markInstalled(folder)
  const told = output.trim().split('\n').slice(0, 12).join('\n')
  throw new Refusal(
    `${told}\n\nThe frameworks of the examples could not be installed. To fix it: cd examples && npm ci\nTo leave them out: POSTERN_TEST_SKIP=examples npm test`,
  )
}

async function syncSvelteKit() {
  const command = join(folder, 'node_modules', '@sveltejs', 'kit', 'svelte-kit.js')
  const { code, output } = await run(process.execPath, [command, 'sync'], join(folder, 'sveltekit'))
  if (code !== 0) throw new Refusal(`${output.trim()}\n\nSvelteKit could not write the types of its example.`)
}

/** Vitest's global set-up. */
export default async function setup() {
  await installExamples()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await installExamples()
