import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ApiWorld, apiWorld } from '../../../test/api-world.ts'

let world: ApiWorld
let key: string

beforeEach(async () => {
  world = await apiWorld()
  key = await world.key()
})

afterEach(() => world.close())

test('a tenant is made, read, changed and removed', async () => {
  const made = await world.call('POST', '/api/v1/tenants', { key, body: { id: 'acme', name: 'Acme' } })
  expect(made.status).toBe(201)
  expect(made.headers.get('location')).toBe('/api/v1/tenants/acme')
  expect(made.json).toMatchObject({ id: 'acme', name: 'Acme', status: 'active', version: 1 })
  const patched = await world.call('PATCH', '/api/v1/tenants/acme', { key, body: { settings: { locale: 'fr' } } })
  expect(patched.json).toMatchObject({ name: 'Acme', settings: { locale: 'fr' }, version: 2 })
  expect((await world.call('GET', '/api/v1/tenants/acme', { key })).json).toEqual(patched.json)
  expect((await world.call('DELETE', '/api/v1/tenants/acme', { key })).status).toBe(204)
  expect((await world.call('GET', '/api/v1/tenants/acme', { key })).status).toBe(404)
})

test('null in a patch takes a member away', async () => {
  await world.tenant('acme', { settings: { locale: 'fr', approval: false } })
  const patched = await world.call('PATCH', '/api/v1/tenants/acme', { key, body: { settings: { locale: null } } })
  expect(patched.json.settings).toEqual({ approval: false })
})

test('a change that insists on an older version is refused with 412, and writes nothing', async () => {
  await world.tenant('acme')
  const { headers } = await world.call('GET', '/api/v1/tenants/acme', { key })
  const tag = headers.get('etag') ?? ''
  expect(tag).toBe('"1"')
  const change = (name: string) =>
    world.call('PATCH', '/api/v1/tenants/acme', { key, body: { name }, headers: { 'if-match': tag } })
  expect((await change('One')).status).toBe(200)
  const late = await change('Two')
  expect([late.status, late.json.code]).toEqual([412, 'version-changed'])
  expect((await world.call('DELETE', '/api/v1/tenants/acme', { key, headers: { 'if-match': 'W/"2"' } })).status).toBe(
    412,
  )
  expect((await world.call('GET', '/api/v1/tenants/acme', { key })).json.name).toBe('One')
})

test('a list comes in pages', async () => {
  for (const id of ['a', 'b', 'c']) await world.tenant(id)
  const first = await world.call('GET', '/api/v1/tenants?limit=2', { key })
  expect(first.json.items.map(({ id }: { id: string }) => id)).toEqual(['a', 'b'])
  const second = await world.call('GET', `/api/v1/tenants?limit=2&after=${first.json.next}`, { key })
  expect(second.json.items.map(({ id }: { id: string }) => id)).toEqual(['c'])
  expect(second.json.next).toBeUndefined()
  expect((await world.call('GET', '/api/v1/tenants?limit=201', { key })).json).toMatchObject({
    status: 400,
    errors: [{ path: 'query.limit' }],
  })
})

test('an older version becomes the newest again', async () => {
  await world.tenant('acme', { name: 'First' })
  await world.call('PATCH', '/api/v1/tenants/acme', { key, body: { name: 'Second' } })
  const versions = (await world.call('GET', '/api/v1/tenants/acme/history', { key })).json.items
  expect(versions.map(({ name }: { name: string }) => name)).toEqual(['Second', 'First'])
  const restored = await world.call('POST', '/api/v1/tenants/acme/restore', { key, body: { version: 1 } })
  expect(restored.json).toMatchObject({ name: 'First', version: 3 })
  expect((await world.call('POST', '/api/v1/tenants/acme/restore', { key, body: { version: 9 } })).status).toBe(404)
})

test('an application is made in the tenant that the call is for', async () => {
  await world.tenant('acme')
  const body = { id: 'shop', name: 'Shop' }
  expect((await world.call('POST', '/api/v1/applications', { key, tenant: 'acme', body })).status).toBe(201)
  expect((await world.call('GET', '/api/v1/applications/shop', { key, tenant: 'acme' })).json.name).toBe('Shop')
  expect((await world.call('GET', '/api/v1/applications/shop', { key })).status).toBe(404)
  expect((await world.call('POST', '/api/v1/applications', { key, tenant: 'acme', body })).json.code).toBe('exists')
})

test('a tenant’s key reads its own tenant, and neither changes it nor sees another', async () => {
  await world.tenant('acme')
  await world.tenant('other')
  const own = await world.key({ tenant: 'acme' })
  expect((await world.call('GET', '/api/v1/tenants', { key: own })).json.items).toMatchObject([{ id: 'acme' }])
  expect((await world.call('PATCH', '/api/v1/tenants/acme', { key: own, body: { name: 'x' } })).status).toBe(403)
  expect((await world.call('POST', '/api/v1/tenants', { key: own, body: { name: 'x' } })).status).toBe(403)
  const other = await world.call('DELETE', '/api/v1/tenants/other', { key: own })
  const unknown = await world.call('DELETE', '/api/v1/tenants/nobody', { key: own })
  expect(other.status).toBe(404)
  expect(other.text).toBe(unknown.text)
})

test('a key that is limited to applications sees these only, in full pages', async () => {
  await world.tenant('acme')
  for (const id of ['a', 'b', 'c', 'd']) await world.application('acme', id)
  const some = await world.key({ tenant: 'acme', applications: ['b', 'd'] })
  const page = await world.call('GET', '/api/v1/applications?limit=2', { key: some })
  expect(page.json.items.map(({ id }: { id: string }) => id)).toEqual(['b', 'd'])
  expect((await world.call('GET', '/api/v1/applications/a', { key: some })).status).toBe(404)
  const made = await world.call('POST', '/api/v1/applications', { key: some, body: { name: 'New' } })
  expect(made.json.code).toBe('operation-refused')
})

test('a secret of an application is shown once, and taken away by its id', async () => {
  await world.tenant('acme')
  await world.application('acme', 'shop')
  const at = { key, tenant: 'acme' }
  const made = await world.call('POST', '/api/v1/applications/shop/secrets', at)
  expect(made.status).toBe(201)
  expect(made.json.secret).toMatch(/^postern_secret_[0-9a-z]{26}\.[A-Za-z0-9_-]{43}$/)
  const shown = await world.call('GET', '/api/v1/applications/shop', at)
  expect(shown.json.secrets).toEqual([{ id: made.json.id, createdAt: made.json.createdAt }])
  expect(shown.text).not.toContain(made.json.secret)
  expect((await world.call('DELETE', `/api/v1/applications/shop/secrets/${made.json.id}`, at)).status).toBe(204)
  expect((await world.call('DELETE', `/api/v1/applications/shop/secrets/${made.json.id}`, at)).status).toBe(404)
})

test('secrets are written by nobody, and do not come back with an older version', async () => {
  await world.tenant('acme')
  await world.application('acme', 'shop')
  const at = { key, tenant: 'acme' }
  const secrets = [{ id: 'x', hash: '0'.repeat(64), createdAt: 1 }]
  const patched = await world.call('PATCH', '/api/v1/applications/shop', { ...at, body: { secrets } })
  expect([patched.status, patched.json.code]).toEqual([400, 'values-invalid'])
  const made = await world.call('POST', '/api/v1/applications/shop/secrets', at)
  const version = (await world.call('GET', '/api/v1/applications/shop', at)).json.version
  await world.call('DELETE', `/api/v1/applications/shop/secrets/${made.json.id}`, at)
  await world.call('POST', '/api/v1/applications/shop/restore', { ...at, body: { version } })
  expect((await world.call('GET', '/api/v1/applications/shop', at)).json.secrets).toEqual([])
})
