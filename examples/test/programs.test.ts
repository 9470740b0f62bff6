// Each example as it is printed in docs/start, run as a reader would run it.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProgram } from './run-program.ts'
import { walkThrough } from './walk-through.ts'

const examples = join(import.meta.dirname, '..')

test.each(['hono', 'express', 'fastify', 'koa', 'node', 'web'])(
  'node examples/%s/server.ts: a person and a program sign in and out',
  async (name) => {
    const program = await runProgram({ args: [join(examples, name, 'server.ts')], cwd: examples })
    try {
      await walkThrough(program.origin)
      const anonymous = await fetch(`${program.origin}/notes`)
      expect([anonymous.status, anonymous.headers.get('content-type'), await anonymous.json()]).toEqual([
        401,
        expect.stringContaining('application/problem+json'),
        expect.objectContaining({ code: 'unauthenticated' }),
      ])
    } finally {
      await program.stop()
    }
  },
)
