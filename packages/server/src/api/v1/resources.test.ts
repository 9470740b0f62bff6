import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Installation, install } from '../../../test/in-process.ts'
import { system } from '../../resources/resource.ts'

let world: Installation
let key: string

beforeEach(async () => {
  world = await install()
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

test('null takes a member away where other forms would do as well', async () => {
  const tokens = {
    mode: 'bearer',
    refreshToken: 5_000_000,
    audience: 'https://x.example',
    claims: { user: { a: 'a' } },
  }
  await world.tenant('acme', { settings: { tokens } })
  const patch = (value: unknown) =>
    world.call('PATCH', '/api/v1/tenants/acme', { key, body: { settings: { tokens: value } } })
  expect((await patch({ audience: null, claims: { user: { a: null } } })).json.settings.tokens).toEqual({
    mode: 'bearer',
    refreshToken: 5_000_000,
    claims: { user: {} },
  })
  expect((await patch({ audiance: null })).status).toBe(400)
  expect((await patch('off')).json.settings.tokens).toBe('off')
  const wrong = await world.call('PATCH', '/api/v1/tenants/acme', { key, body: { settings: { signUp: 'some' } } })
  expect(wrong.json.errors).toMatchObject([
    { path: 'body.settings.signUp', why: expect.stringMatching(/^must be open/) },
  ])
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

test('the id of a removed tenant is nobody else’s, and its owner can have it back', async () => {
  await world.tenant('acme', { name: 'First' })
  await world.call('DELETE', '/api/v1/tenants/acme', { key })
  const again = await world.call('POST', '/api/v1/tenants', { key, body: { id: 'acme', name: 'Somebody else' } })
  expect([again.status, again.json.code]).toEqual([409, 'exists'])
  const [last] = (await world.call('GET', '/api/v1/tenants/acme/history', { key })).json.items
  const { version } = last
  const restored = await world.call('POST', '/api/v1/tenants/acme/restore', { key, body: { version } })
  expect(restored.json).toMatchObject({ name: 'First', version: version + 1 })
  expect((await world.call('GET', '/api/v1/tenants/acme', { key })).json.name).toBe('First')
})

test('a removed tenant is erased for good, on record, and one that is there is not', async () => {
  await world.tenant('acme')
  const at = { key, tenant: 'acme' }
  const shop = { ...at, body: { id: 'shop', name: 'Shop' } }
  await world.call('POST', '/api/v1/applications', shop)
  const ada = { email: 'ada@example.com', application: 'shop' }
  const made = await world.call('POST', '/api/v1/users', { ...at, body: ada })
  expect(made.status).toBe(201)
  const [own, others] = [await world.key({ tenant: 'acme' }), await world.key({ tenant: 'default' })]
  expect((await world.call('GET', '/api/v1/users', { key: own })).status).toBe(200)
  const erase = (id = 'acme') => world.call('POST', `/api/v1/tenants/${id}/erase`, { key })
  const early = await erase()
  expect([early.status, early.json.detail]).toEqual([409, 'The tenant is still there: remove it first.'])
  expect((await erase('nobody')).status).toBe(404)
  await world.call('DELETE', '/api/v1/tenants/acme', { key })
  const { json } = await erase()
  expect(json).toEqual({ removed: expect.any(Number), done: true })
  expect(json.removed).toBeGreaterThan(1)
  const [last] = (await world.call('GET', '/api/v1/tenants/acme/history', { key })).json.items
  await world.call('POST', '/api/v1/tenants/acme/restore', { key, body: { version: last.version } })
  expect((await world.call('POST', '/api/v1/applications', shop)).status).toBe(201)
  expect((await world.call('GET', '/api/v1/users', at)).json.items).toEqual([])
  expect((await world.call('GET', '/api/v1/users', { key: own })).json.code).toBe('key-unknown')
  expect((await world.call('GET', '/api/v1/users', { key: others })).status).toBe(200)
  const { events } = world.runtime.ports.store
  const now = world.runtime.ports.clock.now()
  const reasons = (await events.list({ tenant: system, now, limit: 50 })).items.map(({ reason }) => reason)
  expect(reasons).toContain('erased')
})

test('what is no tenant does not come back', async () => {
  const made = await world.call('POST', '/api/v1/applications', { key, body: { id: 'shop', name: 'Shop' } })
  expect(made.status).toBe(201)
  await world.call('DELETE', '/api/v1/applications/shop', { key })
  const restored = await world.call('POST', '/api/v1/applications/shop/restore', { key, body: { version: 1 } })
  expect(restored.status).toBe(404)
})

test('the id of a removed application stays its tenant’s while people are registered there', async () => {
  for (const id of ['acme', 'other']) await world.tenant(id)
  const limited = await world.key({ applications: ['shop'] })
  const make = (tenant: string) =>
    world.call('POST', '/api/v1/applications', { key, tenant, body: { id: 'shop', name: 'Shop' } })
  const remove = () => world.call('DELETE', '/api/v1/applications/shop', { key, tenant: 'acme' })
  const people = (tenant: string) => world.call('GET', '/api/v1/users?application=shop', { key: limited, tenant })
  await make('acme')
  const ada = { email: 'ada@example.com', application: 'shop' }
  const { id } = (await world.call('POST', '/api/v1/users', { key, tenant: 'acme', body: ada })).json
  expect((await remove()).status).toBe(204)
  expect((await make('other')).json).toMatchObject({
    status: 400,
    errors: [{ path: 'body.id', why: expect.stringMatching(/^is taken/) }],
  })
  expect([(await people('other')).status, (await people('acme')).status]).toEqual([404, 404])
  expect((await make('acme')).status).toBe(201)
  expect((await people('acme')).json.items).toMatchObject([{ id }])
  await world.call('DELETE', `/api/v1/users/${id}`, { key, tenant: 'acme' })
  await remove()
  expect((await make('other')).status).toBe(201)
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

test('a key for some applications takes no tenant’s host, and erases none', async () => {
  await world.tenant('acme')
  await world.application('acme', 'shop')
  await world.tenant('beta')
  await world.tenant('gone')
  await world.call('DELETE', '/api/v1/tenants/gone', { key })
  const limited = await world.key({ applications: ['shop'] })
  for (const [method, path] of [
    ['GET', 'acme/host'],
    ['GET', 'beta/host'],
    ['POST', 'beta/host/prove'],
    ['DELETE', 'beta/host'],
    ['POST', 'gone/erase'],
  ] as const) {
    expect((await world.call(method, `/api/v1/tenants/${path}`, { key: limited })).status, path).toBe(404)
  }
  expect((await world.call('POST', '/api/v1/tenants/gone/erase', { key })).json).toMatchObject({ done: true })
})

test('versions are listed a page at a time, newest first', async () => {
  await world.tenant('acme', { name: 'Name 1' })
  for (const name of ['Name 2', 'Name 3']) {
    await world.call('PATCH', '/api/v1/tenants/acme', { key, body: { name } })
  }
  const page = async (query: string) => {
    const { json } = await world.call('GET', `/api/v1/tenants/acme/history?${query}`, { key })
    return [json.items?.map(({ name }: { name: string }) => name), json.next]
  }
  expect(await page('limit=2')).toEqual([['Name 3', 'Name 2'], '2'])
  expect(await page('limit=2&after=2')).toEqual([['Name 1'], undefined])
  expect(await page('limit=3')).toEqual([['Name 3', 'Name 2', 'Name 1'], undefined])
  const wrong = await world.call('GET', '/api/v1/tenants/acme/history?after=x', { key })
  expect(wrong.json.errors).toMatchObject([{ path: 'query.after' }])
})

test('a key of one tenant lists what it may see without a look for each that it may not', async () => {
  for (const id of ['acme', 'other', 'zoo']) await world.tenant(id)
  for (let made = 0; made < 210; made++) await world.key({ tenant: made % 2 ? 'acme' : 'other' })
  const own = await world.key({ tenant: 'zoo' })
  const documents = vi.spyOn(world.runtime.ports.store.documents, 'list')
  const listed = async (path: string) => {
    documents.mockClear()
    const { json } = await world.call('GET', path, { key: own })
    return { items: json.items as readonly { id: string }[], next: json.next, looks: documents.mock.calls.length }
  }
  expect(await listed('/api/v1/tenants?limit=1')).toMatchObject({ items: [{ id: 'zoo' }], next: undefined, looks: 0 })
  expect((await listed('/api/v1/tenants?limit=1&after=zoo')).items).toEqual([])
  const keys = await listed('/api/v1/keys?limit=1')
  expect([keys.items.length, keys.looks <= 2]).toEqual([1, true])
  documents.mockRestore()
})
