// docs/guides/serverless.md: a host that is awake only while it answers, and while it was asked to wait.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAuth, handle } from '../serverless/app.ts'

const origin = 'http://localhost:3000'
let folder: string
let auth: ReturnType<typeof createAuth> | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'serverless-'))
  process.env['DATABASE'] = join(folder, 'app.db')
})

afterEach(async () => {
  await auth?.close()
  delete process.env['DATABASE']
  rmSync(folder, { recursive: true })
})

function start() {
  let work: Promise<unknown>[] = []
  const created = createAuth((one) => void work.push(one))
  auth = created
  return async (path: string, init: RequestInit = {}) => {
    const headers = { host: 'localhost:3000', 'content-type': 'application/json', ...init.headers }
    const response = await handle(created, new Request(origin + path, { ...init, headers }))
    // Now the host waits for what it was asked to wait for, and then it freezes everything.
    await Promise.all(work)
    work = []
    return response
  }
}

const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })

test('nothing is opened before the first request', async () => {
  const call = start()
  expect(existsSync(join(folder, 'app.db'))).toBe(false)
  expect((await call('/auth/me')).status).toBe(401)
  expect(existsSync(join(folder, 'app.db'))).toBe(true)
})

test('the mail has left when the host freezes, and its link signs in', async () => {
  const call = start()
  const email = 'ada@acme.example'
  const { handle: asker } = (await (await call('/auth/magic-link', post({ email }))).json()) as { handle: string }
  const { messages } = await (await call(`/auth/dev/inbox/messages?to=${email}`)).json()
  const token = messages[0].link.replace(/^.*\/link\//, '').replace('#', '.')
  const entered = await call('/auth/magic-link/verify', post({ token, handle: asker }))
  const cookie = entered.headers.getSetCookie().map((line: string) => line.split(';', 1)[0])
  const notes = await call('/notes', { headers: { cookie: cookie.join('; ') } })
  expect([notes.status, await notes.text()]).toEqual([200, `The notes of ${email}`])
})

test("the host's timer runs chores with the secret, and nobody without it", async () => {
  const call = start()
  const run = (secret: string) =>
    call('/auth/chores', { method: 'POST', headers: { authorization: `Bearer ${secret}` } })
  expect((await run('thirty-two-bytes-for-development')).status).toBe(200)
  expect((await run('another')).status).toBe(401)
})
