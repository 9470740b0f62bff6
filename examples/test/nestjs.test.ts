// NestJS as docs/guides/nestjs.md has it: compiled by its usual compiler, types checked, and run.
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { runProgram } from './run-program.ts'
import { walkThrough } from './walk-through.ts'

const examples = join(import.meta.dirname, '..')
const folder = join(examples, 'nestjs')
const compiler = join(examples, 'node_modules', 'typescript-5', 'bin', 'tsc')

test('NestJS: a person and a program sign in and out', async () => {
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  const compiled = await promisify(execFile)(process.execPath, [compiler, '-p', folder]).catch((fault) => fault)
  expect(compiled.stdout).toBe('')
  const program = await runProgram({ args: [join(folder, 'dist', 'main.js')], cwd: folder })
  try {
    await walkThrough(program.origin)
    expect((await fetch(`${program.origin}/notes`)).status).toBe(401)
  } finally {
    await program.stop()
  }
})
