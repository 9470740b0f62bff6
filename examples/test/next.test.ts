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

test('a server action asks for the mail, and the browser that pressed the button is in with one step', async () => {
  const visitor = createVisitor(running.origin)
  const refused = await press(visitor, { email: 'nobody' })
  expect([refused.status, refused.headers.get('location')]).toEqual([303, '/enter?problem=email-invalid'])
  expect((await visitor.visit('/enter?problem=email-invalid')).text).toContain('That did not work')

  const asked = await press(visitor, { email: 'cleo@acme.example' })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, expect.stringContaining('/auth/check-email/')])
  const cookies = asked.headers.getSetCookie().filter((line) => line.startsWith('postern-'))
  expect(cookies).toEqual([expect.stringMatching(/^postern-binding=[^;]+; Path=\/;.*HttpOnly; SameSite=lax$/i)])
  visitor.jar.take(cookies)
  expect((await visitor.visit(asked.headers.get('location') ?? '')).text).toContain('cleo@')
  const token = await inbox(running.origin, '/auth')('cleo@acme.example')
  const entered = await visitor.submit(`/auth/attempts/${token.split('.')[0]}/confirm`, { token })
  expect([entered.status, entered.location]).toEqual([303, '/notes'])
  expect((await visitor.visit('/notes')).text).toContain('cleo@acme.example')
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

/** The form of /enter, as a browser without script sends it. */
async function press(visitor: Visitor, fields: Readonly<Record<string, string>>): Promise<Response> {
  const { text } = await visitor.visit('/enter')
  const form = new FormData()
  form.set(/name="(\$ACTION_ID_[0-9a-f]+)"/.exec(text)?.[1] ?? '', '')
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const { origin } = visitor
  const headers = { origin, 'sec-fetch-site': 'same-origin', cookie: visitor.jar.header() ?? '' }
  return fetch(`${origin}/enter`, { method: 'POST', body: form, headers, redirect: 'manual' })
}
