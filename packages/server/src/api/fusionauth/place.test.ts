import type { Id } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install, origin } from '../../../test/in-process.ts'
import { proveHost } from '../../resources/prove-host.ts'
import { system } from '../../resources/resource.ts'
import { change } from '../../resources/shelf.ts'
import { tenants } from '../../resources/tenant.ts'

let world: Installation
let authorization: string

beforeEach(async () => {
  world = await install()
  await world.tenant('acme')
  await world.application('acme', 'shop', { origins: ['https://shop.example'] })
  await world.application('acme', 'club', { origins: ['https://club.example'] })
  const key = await world.key()
  await world.call('POST', '/api/v1/users', {
    key,
    tenant: 'acme',
    body: { email: 'ada@example.com', application: 'shop' },
  })
  await world.call('PATCH', '/api/v1/tenants/acme', { key, body: { firstApplication: 'shop' } })
  authorization = await world.key({ tenant: 'acme', operations: ['passwordless.start'], startsSignIns: true })
})
afterEach(() => world.close())

async function post(
  at: string,
  path: string,
  body: object,
): Promise<{ readonly status: number; readonly json: never }> {
  const answer = await world.runtime.app.request(`${at}/api/passwordless/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as never }
}

async function ownHost(): Promise<string> {
  const patch = { pendingHost: 'login.acme.example' }
  await change({ desk: world.desk, resource: tenants, tenant: system }, { id: 'acme', patch })
  const records: string[] = []
  const proving = { desk: world.desk, resolveTxt: async () => records, baseUrl: origin }
  const asked = await proveHost(proving, 'acme' as Id<'tenant'>)
  if (asked.kind === 'unproved') records.push(asked.record.value)
  expect(await proveHost(proving, 'acme' as Id<'tenant'>)).toMatchObject({ kind: 'proved' })
  return 'https://login.acme.example'
}

test('a code of a tenant that has a host of its own is completed at that host, wherever it was started', async () => {
  const host = await ownHost()
  const asks = { applicationId: 'shop', loginId: 'ada@example.com' }
  for (const at of [origin, host]) {
    const started = await post(at, 'start', asks)
    expect(started.status).toBe(200)
    expect((await post(origin, 'send', started.json)).status).toBe(400)
    expect((await post(origin, 'login', started.json)).status).toBe(404)
    expect((await post(host, 'login', started.json)).status).toBe(200)
  }
})

test('a browser’s question is answered for the first application of the place that it asks at', async () => {
  const asked = async (path: string, from: string) => {
    const headers = { origin: from, 'access-control-request-method': 'POST' }
    return (await world.runtime.app.request(`${origin}${path}`, { method: 'OPTIONS', headers })).status
  }
  expect(await asked('/t/acme/api/passwordless/login', 'https://shop.example')).toBe(204)
  expect(await asked('/t/acme/api/passwordless/login', 'https://club.example')).toBe(403)
  expect(await asked('/api/passwordless/login', 'https://shop.example')).toBe(403)
})
