/** What a program is told when the database goes away at the worst moment, and what its repeat finds. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { postgres } from '../../src/adapters/postgres/postgres.ts'
import { routines } from '../../src/adapters/postgres/routines.ts'
import type { Duration } from '../../src/domain/instant.ts'
import { type Postern, postern } from '../../src/index.ts'
import { createRecorder, type Recorder } from '../support/recorder.ts'
import { createGround, type Ground, throughPort, until } from './ground.ts'
import { type Proxy, startProxy } from './proxy.ts'

let ground: Ground
let proxy: Proxy
let auth: Postern
let mail: Recorder

beforeEach(async () => {
  ground = await createGround()
  const { hostname, port } = new URL(ground.url)
  proxy = await startProxy({ host: hostname, port: Number(port) })
  mail = createRecorder()
  auth = postern({
    baseUrl: 'https://app.example.com',
    secret: 'a secret for tests, of thirty-two bytes and more',
    store: postgres(throughPort(ground.url, proxy.port), { patience: 1500 as Duration, timeout: 1000 as Duration }),
    mail: { from: 'Acme <no-reply@acme.example>', transport: mail },
    onFault: () => undefined,
  })
})

afterEach(async () => {
  await auth.close()
  await proxy.close()
  await ground.close()
})

async function post(path: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await auth.handler(new Request(`https://app.example.com/auth${path}`, init))
  const json = (await answer.json()) as Readonly<Record<string, unknown>>
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), type: contentType(answer), json }
}

const contentType = ({ headers }: Response): string | null => headers.get('content-type')
const busy = { type: 'about:blank', title: 'The service is busy; try again.', status: 503, code: 'busy' }
const told = (detail: string) => ({
  status: 503,
  retryAfter: '2',
  type: 'application/problem+json',
  json: { ...busy, detail },
})
const unknown = told('Whether this took effect is unknown: try again.')
const unfinished = told('This was not finished: try again.')

/** What a program holds that has asked for a mail and read it. */
async function asked(): Promise<{ readonly token: string; readonly handle: unknown }> {
  const { json } = await post('/magic-link', { email: 'ada@example.com' })
  await until(() => mail.mails().length > 0, 'the mail')
  return { token: mail.mails()[0]?.token ?? '', handle: json['handle'] }
}

const sessions = async () => (await ground.query('SELECT id FROM postern_sessions')).length

test('a connection that is lost in the middle of a commit is an unknown outcome, and the repeat finds the session', async () => {
  const secrets = await asked()
  proxy.cut('after-commit', routines.nameOf('redeem'))
  expect(await post('/magic-link/verify', secrets)).toEqual(unknown)
  expect([proxy.wasCut(), await sessions()]).toEqual([true, 1])
  expect(await post('/magic-link/verify', secrets)).toMatchObject({ status: 200, json: { status: 'signed-in' } })
  expect(await sessions()).toBe(1)
})

test('one that is lost before the database heard anything is as unknown, and the repeat signs in', async () => {
  const secrets = await asked()
  proxy.cut('before', routines.nameOf('redeem'))
  expect(await post('/magic-link/verify', secrets)).toEqual(unknown)
  expect([proxy.wasCut(), await sessions()]).toEqual([true, 0])
  expect(await post('/magic-link/verify', secrets)).toMatchObject({ status: 200, json: { status: 'signed-in' } })
})

test('a call that was never sent, or that only reads, is not unknown', async () => {
  const secrets = await asked()
  await proxy.shut()
  expect(await post('/magic-link/verify', secrets)).toEqual(unfinished)
  await proxy.reopen()
  expect(await post('/magic-link/verify', secrets)).toMatchObject({ status: 200 })
})
