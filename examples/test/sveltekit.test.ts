// SvelteKit as docs/guides/sveltekit.md has it: built for Node, and run.
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { freePort, runProgram } from './run-program.ts'
import { createVisitor } from './visitor.ts'
import { walkThrough } from './walk-through.ts'

const folder = join(import.meta.dirname, '..', 'sveltekit')
const vite = join(import.meta.dirname, '..', 'node_modules', 'vite', 'bin', 'vite.js')

test('SvelteKit: a person and a program sign in and out', async () => {
  const port = await freePort()
  rmSync(join(folder, 'build'), { recursive: true, force: true })
  await promisify(execFile)(process.execPath, [vite, 'build'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production', ORIGIN: `http://localhost:${port}` },
  })
  const program = await runProgram({ args: [join('build', 'index.js')], cwd: folder, port, ready: /Listening on/ })
  try {
    await walkThrough(program.origin)
    const stranger = createVisitor(program.origin)
    const forged = await stranger.submit(
      '/auth/magic-link',
      { email: 'x@acme.example' },
      { origin: 'https://evil.example' },
    )
    expect(forged.status).toBe(403)
  } finally {
    await program.stop()
  }
})
