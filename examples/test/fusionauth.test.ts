// FusionAuth's client library from npm, as it is, against our server: nothing is changed but the base URL.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FusionAuthClient, type LoginResponse, PasswordlessStrategy } from '@fusionauth/typescript-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningProgram, runProgram } from './run-program.ts'

const rootKey = 'a-root-key-of-this-test-and-of-nothing-else'
const shop = '10000000-0000-0002-0000-000000000001'
const brief = '10000000-0000-0002-0000-000000000002'
const ada = 'ada@example.com'
const folder = mkdtempSync(join(tmpdir(), 'postern-fusionauth-'))

let server: RunningProgram
let client: FusionAuthClient

beforeAll(async () => {
  const command = join(import.meta.dirname, '..', '..', 'packages', 'server', 'bin', 'postern.mjs')
  const env = { POSTERN_ROOT_KEY: rootKey, POSTERN_LIMITS: 'off' }
  server = await runProgram({ args: [command, 'dev'], cwd: folder, env })
  await set('tenants', { id: 'acme', name: 'Acme' })
  const settings = { signUp: 'closed', tokens: { accessToken: 600_000 } }
  await set('applications', { id: shop, name: 'Shop', roles: ['buyer'], settings })
  const fusionAuth = { passwordlessLoginTimeToLiveInSeconds: 1 }
  await set('applications', { id: brief, name: 'Brief', settings: { ...settings, fusionAuth } })
  await set('users', { application: shop, email: ada, roles: ['buyer'] })
  const rights = { operations: ['POST /api/passwordless/start'], tenant: 'acme', startsSignIns: true }
  const { key } = await set('keys', { name: 'Shop', ...rights })
  client = new FusionAuthClient(key, server.origin)
})

afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function set(noun: string, body: object): Promise<{ readonly key: string }> {
  const response = await fetch(`${server.origin}/api/v1/${noun}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${rootKey}`,
      'content-type': 'application/json',
      ...(noun !== 'tenants' && { 'postern-tenant': 'acme' }),
    },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(201)
  return (await response.json()) as { readonly key: string }
}

/** What the library throws has the status too. */
async function statusOf(call: Promise<{ readonly statusCode: number }>): Promise<number> {
  return (await call.catch((refused: { readonly statusCode: number }) => refused)).statusCode
}

async function start(more: object = {}): Promise<{ readonly code: string; readonly oneTimeCode: string }> {
  const { statusCode, response } = await client.startPasswordlessLogin({ applicationId: shop, loginId: ada, ...more })
  expect(statusCode).toBe(200)
  return { code: response.code ?? '', oneTimeCode: response.oneTimeCode ?? '' }
}

const claimsOf = ({ token = '' }: LoginResponse): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

test('a link’s code signs in, with a JWT and what was handed over at the start', async () => {
  const { code } = await start({ state: { cart_id: 1234, list: ['a'] } })
  const { statusCode, response } = await client.passwordlessLogin({ code })
  expect(statusCode).toBe(200)
  expect(response.state).toEqual({ cart_id: 1234, list: ['a'] })
  expect(response.user).toMatchObject({ email: ada, active: true, tenantId: 'acme' })
  expect(response.user?.registrations).toMatchObject([{ applicationId: shop, roles: ['buyer'] }])
  expect(claimsOf(response)).toMatchObject({ sub: response.user?.id, client_id: shop, roles: ['buyer'] })
  expect(response.refreshTokenId).toBe(response.refreshToken?.split('.')[0])
})

test('without a JWT there is the user and no token', async () => {
  const { code } = await start()
  const { statusCode, response } = await client.passwordlessLogin({ applicationId: shop, code, noJWT: true })
  expect([statusCode, Object.keys(response)]).toEqual([200, ['user']])
})

test('a typed code signs in, together with what was kept', async () => {
  const { code, oneTimeCode } = await start({ loginStrategy: PasswordlessStrategy.FormField })
  expect(await statusOf(client.passwordlessLogin({ code }))).toBe(404)
  expect(await statusOf(client.passwordlessLogin({ code, oneTimeCode: '000000' }))).toBe(404)
  expect(await statusOf(client.passwordlessLogin({ code, oneTimeCode }))).toBe(200)
  expect(await statusOf(client.passwordlessLogin({ code, oneTimeCode }))).toBe(404)
})

test('the mail is sent when the library says so, with the code that the start answered', async () => {
  const inbox = async (): Promise<readonly { readonly code: string }[]> => {
    const response = await fetch(`${server.origin}/dev/inbox/messages?to=${ada}`)
    return ((await response.json()) as { readonly messages: readonly { readonly code: string }[] }).messages
  }
  const before = (await inbox()).length
  const { code, oneTimeCode } = await start({ loginStrategy: PasswordlessStrategy.FormField })
  expect((await inbox()).length).toBe(before)
  expect(await statusOf(client.sendPasswordlessCode({ code }))).toBe(200)
  await expect.poll(async () => (await inbox()).length, { timeout: 10_000 }).toBe(before + 1)
  expect((await inbox()).at(-1)?.code).toBe(oneTimeCode)
})

test('a code that is wrong, used, superseded or past its time is 404', async () => {
  const older = await start()
  const { code } = await start()
  expect(await statusOf(client.passwordlessLogin({ code: older.code }))).toBe(404)
  expect(await statusOf(client.passwordlessLogin({ code: `${code.slice(0, -2)}AA` }))).toBe(404)
  expect(await statusOf(client.passwordlessLogin({ code }))).toBe(200)
  expect(await statusOf(client.passwordlessLogin({ code }))).toBe(404)
  const late = await start({ applicationId: brief })
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  expect(await statusOf(client.passwordlessLogin({ code: late.code }))).toBe(404)
})

test('one who is not registered is 202, with who she is', async () => {
  const { code } = await start({ applicationId: brief })
  const { statusCode, response } = await client.passwordlessLogin({ code })
  expect([statusCode, response.user?.email, response.token]).toEqual([202, ada, undefined])
})

test('no user is 404, no application 400 with the field, no key 401', async () => {
  const ask = (as: FusionAuthClient, more: object) =>
    as.startPasswordlessLogin({ applicationId: shop, loginId: ada, ...more })
  expect(await statusOf(ask(client, { loginId: 'nobody@example.com' }))).toBe(404)
  const refused = await ask(client, { applicationId: 'x' }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ statusCode: 400, exception: { fieldErrors: { applicationId: [{}] } } })
  expect(await statusOf(ask(new FusionAuthClient('nobodys', server.origin), {}))).toBe(401)
})

test('the library’s tenant header is heeded', async () => {
  const { code } = await start()
  const other = new FusionAuthClient('', server.origin, 'other')
  expect(await statusOf(other.passwordlessLogin({ code }))).toBe(404)
  expect(await statusOf(client.passwordlessLogin({ code }))).toBe(200)
})
