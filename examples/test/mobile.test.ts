// A mobile app: each run of the program is one start of it.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailTo } from './mail-to.ts'
import { type RunningProgram, runProgram } from './run-program.ts'
import { createVisitor } from './visitor.ts'

const folder = join(import.meta.dirname, '..', 'mobile')
const run = promisify(execFile)
let server: RunningProgram
let home: string

beforeAll(async () => {
  server = await runProgram({ args: ['server.ts'], cwd: folder })
  home = mkdtempSync(join(tmpdir(), 'postern-phone-'))
})
afterAll(async () => {
  await server.stop()
  rmSync(home, { recursive: true })
})

const phone =
  (name: string) =>
  async (...words: string[]): Promise<string> => {
    const env = { ...process.env, SERVER: server.origin, KEYCHAIN: join(home, `${name}.json`) }
    const { stdout } = await run(process.execPath, ['--no-warnings', 'app.ts', ...words], { cwd: folder, env })
    return stdout.trim()
  }

test('a universal link signs in the app that asked, though it was closed meanwhile; the next start is still in', async () => {
  const app = phone('ada')
  expect(await app('notes')).toBe('nobody is signed in: 401')
  expect(await app('ask', 'ada@acme.example')).toMatch(/^sent \w+ \d\d$/)
  const { link } = await mailTo(server.origin, 'ada@acme.example')
  expect(link).toMatch(/^https:\/\/app\.acme\.example\/open#\w+\.\S+$/)
  expect(await app('open', link)).toBe('signed-in ada@acme.example')
  expect(await app('notes')).toBe('Written by ada@acme.example')
  expect(JSON.parse(readFileSync(join(home, 'ada.json'), 'utf8'))).toHaveProperty(['postern.tokens'])
  expect(await app('leave')).toBe('signed out')
  expect(await app('notes')).toBe('nobody is signed in: 401')
  expect(await phone('another')('open', link)).toBe('link-used')
})

test('a code does as well, and only in the app that asked', async () => {
  const app = phone('bob')
  const [, attemptId = ''] = (await app('ask', 'bob@acme.example')).split(' ')
  const { code } = await mailTo(server.origin, 'bob@acme.example')
  expect(await phone('another')('code', attemptId, code)).toBe('attempt-unknown')
  expect(await app('code', attemptId, code)).toBe('signed-in')
})

test('a link that is opened on a computer lets the app in by its number', async () => {
  const app = phone('eve')
  const [, attemptId = '', number = ''] = (await app('ask', 'eve@acme.example')).split(' ')
  const waiting = app('wait', attemptId)
  const token = (await mailTo(server.origin, 'eve@acme.example')).link.split('#')[1]
  const approved = await createVisitor(server.origin).call(`/auth/attempts/${attemptId}/approve`, { token, number })
  expect(approved.status).toBe(200)
  expect(await waiting).toBe('signed-in')
  expect(await app('notes')).toBe('Written by eve@acme.example')
})
