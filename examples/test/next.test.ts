// Next.js as its users run it: built, started, signed in to by a person and by a program.
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitInStreams } from './event-stream.ts'
import { type RunningProgram, runProgram } from './run-program.ts'
import { createVisitor, type Visitor } from './visitor.ts'
import { inbox, walkThrough } from './walk-through.ts'

const folder = join(import.meta.dirname, '..', 'next')
const command = join(import.meta.dirname, '..', 'node_modules', 'next', 'dist', 'bin', 'next')
const env = { NEXT_TELEMETRY_DISABLED: '1' }
let running: RunningProgram

beforeAll(async () => {
  rmSync(join(folder, '.next'), { recursive: true, force: true })
  await promisify(execFile)(process.execPath, [command, 'build'], {
    cwd: folder,
    env: { ...process.env, ...env, NODE_ENV: 'production' },
  })
  running = await runProgram({ args: [command, 'start'], cwd: folder, env, ready: /Ready in/ })
})

afterAll(() => running?.stop())

test('a route handler, a server component and its redirect: a person and a program sign in and out', async () => {
  await walkThrough(running.origin)
})

test('a server action gives the browser the cookies of a result', async () => {
  const visitor = createVisitor(running.origin)
  await signIn(visitor, 'cleo@acme.example')
  const notes = await visitor.visit('/notes')
  expect(notes.text).toContain('cleo@acme.example')
  const session = visitor.jar.get('postern-session')

  const action = /name="(\$ACTION_ID_[0-9a-f]+)"/.exec(notes.text)?.[1] ?? ''
  const form = new FormData()
  form.set(action, '')
  const cookie = visitor.jar.header() ?? ''
  const headers = { cookie, origin: running.origin }
  const left = await fetch(`${running.origin}/notes`, { method: 'POST', body: form, headers, redirect: 'manual' })
  expect([left.status, left.headers.get('location')]).toEqual([303, '/'])
  const dropped = left.headers.getSetCookie().filter((line) => line.startsWith('postern-session=;'))
  expect(dropped).toEqual([expect.stringMatching(/Path=\/;.*Max-Age=0;.*HttpOnly; SameSite=lax/i)])
  expect(session).toBeTruthy()
  expect((await fetch(`${running.origin}/auth/me`, { headers: { cookie } })).status).toBe(401)
})

test('the page that waits gets its events, and room is made when it goes away', async () => {
  const visitor = createVisitor(running.origin)
  const { attemptId } = JSON.parse((await visitor.call('/auth/magic-link', { email: 'dan@acme.example' })).text)
  const token = await inbox(visitor.origin, '/auth')('dan@acme.example')
  const cookie = visitor.jar.header() ?? ''
  await waitInStreams(`${running.origin}/auth/attempts/${attemptId}/events`, cookie, () =>
    visitor.call('/auth/magic-link/verify', { token }),
  )
})

async function signIn(visitor: Visitor, email: string): Promise<void> {
  await visitor.call('/auth/magic-link', { email })
  const token = await inbox(visitor.origin, '/auth')(email)
  expect((await visitor.call('/auth/magic-link/verify', { token })).status).toBe(200)
}
