import type { Id, Instant } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Called } from '../../../test/called.ts'
import { type Installation, install } from '../../../test/in-process.ts'

let world: Installation
let key: string

const rootKey = 'a-root-key-of-thirty-two-letters-or-more'
const bootstrapSecret = 'a-bootstrap-secret-of-thirty-two-letters'

beforeEach(async () => {
  world = await install({ rootKey, bootstrapSecret })
  key = await world.key()
})

afterEach(() => world.close())

const make = (by: string, body: object): Promise<Called> =>
  world.call('POST', '/api/v1/keys', { key: by, body: { name: 'New', operations: ['tenants.read'], ...body } })
const list = (by: string, more: object = {}): Promise<Called> =>
  world.call('GET', '/api/v1/tenants', { key: by, ...more })
const faults = ({ json }: Called): readonly string[] => json.errors.map(({ path }: { path: string }) => path)

test('a key is shown once, and kept as a hash', async () => {
  const made = await make(key, { operations: ['tenants.read', 'keys.read'] })
  expect(made.status).toBe(201)
  expect(made.json.key).toMatch(/^postern_key_[0-9a-z]{26}\.[A-Za-z0-9_-]{43}$/)
  const secret = made.json.key.split('.')[1]
  const shown = await world.call('GET', `/api/v1/keys/${made.json.id}`, { key: made.json.key })
  expect(shown.json).toMatchObject({ name: 'New', operations: ['tenants.read', 'keys.read'] })
  for (const text of [shown.text, (await world.call('GET', '/api/v1/keys', { key })).text]) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain('hash')
  }
})

test('unknown, wrong, expired and revoked are one answer; no key at all differs in the words alone', async () => {
  let now = Date.parse('2030-01-01T00:00:00Z')
  await world.close()
  world = await install({ clock: { now: () => now as Instant } })
  key = await world.key()
  const made = await make(key, {})
  const other = await make(key, {})
  const expired = await make(key, { expiresAt: '2030-01-01T00:00:01.000Z' })
  now += 1_000
  const [id] = made.json.key.split('.')
  const [, secret] = other.json.key.split('.')
  await world.call('DELETE', `/api/v1/keys/${other.json.id}`, { key })
  const presented = ['x', `${id}.${secret}`, expired.json.key, other.json.key, other.json.key.toUpperCase()]
  const answers = await Promise.all(presented.map((one) => list(one)))
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect(answers[0]).toMatchObject({ status: 401, json: { code: 'key-unknown' } })
  const { detail, ...none } = (await world.call('GET', '/api/v1/tenants')).json
  expect([none, typeof detail]).toEqual([answers[0]?.json, 'string'])
})

test('a key does what its operations say, and nothing else', async () => {
  await world.tenant('acme')
  const { json } = await make(key, { operations: ['tenants.read'] })
  expect((await list(json.key)).status).toBe(200)
  const refused = await world.call('PATCH', '/api/v1/tenants/acme', { key: json.key, body: { name: 'x' } })
  expect(refused).toMatchObject({ status: 403, json: { code: 'operation-refused' } })
  expect(refused.json.detail).toContain('tenants.change')
})

test('methods and paths are translated to operations when a key is saved', async () => {
  const operations = ['GET /api/v1/tenants', 'GET /api/v1/tenants/acme', 'DELETE /api/v1/keys/:id', 'applications.*']
  const made = await make(key, { operations })
  expect(made.json.operations).toEqual(['tenants.read', 'keys.remove', 'applications.*'])
  const fusionAuth = await make(key, { operations: ['POST /api/passwordless/start'] })
  expect(fusionAuth.json.operations).toEqual(['passwordless.start'])
  const wrong = await make(key, { operations: ['GET /api/v1/tenants/', 'POST /api/v1/nothing', 'tenant.read', 'x.*'] })
  expect(faults(wrong)).toEqual(['body.operations.0', 'body.operations.1', 'body.operations.2', 'body.operations.3'])
})

test.each([
  ['operations', { operations: ['keys.create', 'tenants.change'] }, ['body.operations.1']],
  ['everything', { operations: ['*'] }, ['body.operations.0']],
  ['another tenant', { tenant: 'other' }, ['body.tenant']],
  ['more applications', { applications: ['a', 'c'] }, ['body.applications']],
  ['a wider network', { networks: ['10.0.0.0/7'] }, ['body.networks']],
  ['a later end', { expiresAt: '2999-01-01T00:00:00.000Z' }, ['body.expiresAt']],
  ['sign-ins of others', { startsSignIns: true }, ['body.startsSignIns']],
])('a key hands out no more than it has: %s', async (_what, more, paths) => {
  for (const id of ['acme', 'other']) await world.tenant(id)
  const limits = {
    tenant: 'acme',
    applications: ['a', 'b'],
    networks: ['10.0.0.0/8'],
    expiresAt: Date.parse('2998-01-01T00:00:00Z'),
  }
  const limited = await world.key({ ...limits, operations: ['keys.*', 'tenants.read'] })
  const own = {
    operations: ['keys.read'],
    applications: ['a'],
    networks: ['10.1.0.0/16'],
    expiresAt: '2997-01-01T00:00:00Z',
  }
  const call = (body: object): Promise<Called> =>
    world.call('POST', '/api/v1/keys', { key: limited, body: { name: 'New', ...own, ...body }, from: '10.2.3.4' })
  expect((await call({})).json).toMatchObject({ tenant: 'acme', operations: ['keys.read'] })
  const refused = await call(more)
  expect([refused.status, faults(refused)]).toEqual([400, paths])
})

test('a key touches none that may do more, not even to revoke it, and sees none of another tenant', async () => {
  for (const id of ['acme', 'other']) await world.tenant(id)
  const small = await world.key({ operations: ['keys.*'] })
  const [great] = (await world.call('GET', '/api/v1/keys', { key })).json.items
  for (const [method, path, body] of [
    ['PATCH', '', { name: 'x' }],
    ['POST', '/rotate', {}],
    ['DELETE', '', undefined],
  ] as const) {
    const refused = await world.call(method, `/api/v1/keys/${great.id}${path}`, { key: small, body })
    expect(refused).toMatchObject({ status: 403, json: { code: 'operation-refused' } })
  }
  const acme = await world.key({ tenant: 'acme' })
  const others = await make(key, { tenant: 'other' })
  const unknown = await world.call('DELETE', '/api/v1/keys/01h00000000000000000000000', { key: acme })
  const theirs = await world.call('DELETE', `/api/v1/keys/${others.json.id}`, { key: acme })
  expect([theirs.status, theirs.text]).toEqual([404, unknown.text])
  expect((await world.call('GET', '/api/v1/keys', { key: acme })).json.items).toHaveLength(1)
})

test('a change of a key cannot raise it above who changes it', async () => {
  const maker = await world.key({ operations: ['keys.*', 'tenants.read'], networks: ['10.0.0.0/8'] })
  const made = await world.call('POST', '/api/v1/keys', {
    key: maker,
    from: '10.0.0.1',
    body: { name: 'New', operations: ['tenants.read'], networks: ['10.0.0.0/16'] },
  })
  const change = (body: object): Promise<Called> =>
    world.call('PATCH', `/api/v1/keys/${made.json.id}`, { key: maker, from: '10.0.0.1', body })
  expect(faults(await change({ networks: null }))).toEqual(['body.networks'])
  expect(faults(await change({ operations: ['*'] }))).toEqual(['body.operations.0'])
  expect((await change({ name: 'Renamed', expiresAt: '2998-01-01T00:00:00.000Z' })).json).toMatchObject({
    name: 'Renamed',
    expiresAt: '2998-01-01T00:00:00.000Z',
  })
  for (const body of [{ hash: '0'.repeat(64) }, { createdAt: 1 }, { tenant: null }, { previous: null }]) {
    expect((await change(body)).json.code).toBe('values-invalid')
  }
})

test('after a rotation both secrets work until the overlap is over, and the one before them does not', async () => {
  const made = await make(key, {})
  const rotate = (body: object): Promise<Called> =>
    world.call('POST', `/api/v1/keys/${made.json.id}/rotate`, { key, body })
  const second = await rotate({ overlapSeconds: 60 })
  expect((await list(made.json.key)).status).toBe(200)
  expect((await list(second.json.key)).status).toBe(200)
  const third = await rotate({ overlapSeconds: 0 })
  expect((await list(made.json.key)).status).toBe(401)
  expect((await list(second.json.key)).status).toBe(401)
  expect((await list(third.json.key)).status).toBe(200)
})

test('the secret before a rotation ends with its overlap, to the millisecond', async () => {
  let now = Date.parse('2026-11-22T12:00:00Z')
  const held = await install({ clock: { now: () => now as Instant } })
  try {
    const first = await held.key()
    const { id } = (await held.call('GET', '/api/v1/keys', { key: first })).json.items[0]
    const body = { overlapSeconds: 60 }
    const second = (await held.call('POST', `/api/v1/keys/${id}/rotate`, { key: first, body })).json.key
    const statuses = async () =>
      Promise.all([first, second].map(async (one) => (await held.call('GET', '/api/v1/keys', { key: one })).status))
    now += 59_999
    expect(await statuses()).toEqual([200, 200])
    now += 1
    expect(await statuses()).toEqual([401, 200])
  } finally {
    await held.close()
  }
})

test('a key of one tenant is nobody where another tenant is named, even where both have what is asked for', async () => {
  for (const tenant of ['acme', 'other']) {
    await world.tenant(tenant)
    await world.application(tenant, `${tenant}-shop`)
  }
  const own = await world.key({ tenant: 'acme' as Id<'tenant'> })
  const users = (tenant?: string): Promise<Called> =>
    world.call('GET', '/api/v1/users', { key: own, ...(tenant !== undefined && { tenant }) })
  expect((await users()).status).toBe(200)
  expect((await users('acme')).status).toBe(200)
  expect((await users('other')).status).toBe(404)
  expect((await users('default')).status).toBe(404)
})

test('a key of networks works from these, and from nowhere where the address is not known', async () => {
  const { json } = await make(key, { networks: ['203.0.113.0/24', '2001:db8::/48'] })
  const statusFrom = async (from: string | undefined): Promise<number> =>
    (await list(json.key, from === undefined ? {} : { from })).status
  expect(await statusFrom('203.0.113.9')).toBe(200)
  expect(await statusFrom('2001:db8:0:7::1')).toBe(200)
  expect(await statusFrom('::ffff:203.0.113.9')).toBe(200)
  expect(await statusFrom('203.0.114.9')).toBe(401)
  expect(await statusFrom(undefined)).toBe(401)
  const wrong = ['203.0.113.9/24', '2001:db8::1/128', '10.0.0.0/33', '0x0a.0.0.0/8', 'anywhere', '10/8', '1.2.3.4']
  expect(faults(await make(key, { networks: wrong }))).toEqual(wrong.map((_, at) => `body.networks.${at}`))
})

test('the use of a key is noted beside its history', async () => {
  const made = await make(key, {})
  const read = async () => (await world.call('GET', `/api/v1/keys/${made.json.id}`, { key })).json
  expect((await read()).lastUsedAt).toBeUndefined()
  await list(made.json.key)
  const first = await read()
  expect(Math.abs(Date.parse(first.lastUsedAt) - Date.now())).toBeLessThan(60_000)
  await list(made.json.key)
  expect(await read()).toEqual(first)
})

test('a key that may start sign-ins of others says so, and is made only by one that may, or by the configuration', async () => {
  expect((await make(key, { startsSignIns: true })).status).toBe(400)
  const made = await make(rootKey, { operations: ['*'], startsSignIns: true })
  expect(made.json).toMatchObject({ startsSignIns: true, warning: expect.stringContaining('sign in as any person') })
  expect((await make(made.json.key, { startsSignIns: true })).status).toBe(201)
  expect((await make(key, {})).json).toMatchObject({ startsSignIns: false })
})

test('the key of the configuration does everything, is in no list, and is nothing without its last letter', async () => {
  expect((await list(rootKey)).status).toBe(200)
  expect((await list(rootKey.slice(0, -1))).status).toBe(401)
  expect((await world.call('GET', '/api/v1/keys', { key: rootKey })).text).not.toContain('root')
})

test('a key of a suspended tenant does nothing', async () => {
  await world.tenant('acme', { status: 'suspended' })
  const own = await world.key({ tenant: 'acme' })
  expect((await world.call('GET', '/api/v1/applications', { key: own })).status).toBe(401)
  expect((await world.call('GET', '/api/v1/applications', { key, tenant: 'acme' })).status).toBe(200)
})

test('of a hundred who claim the first key at once, one gets it', async () => {
  const claim = (secret: string): Promise<Called> => world.call('POST', '/api/v1/bootstrap', { body: { secret } })
  expect((await claim(`${bootstrapSecret}x`)).status).toBe(401)
  const claims = await Promise.all(Array.from({ length: 100 }, () => claim(bootstrapSecret)))
  const winners = claims.filter(({ status }) => status === 201)
  expect(winners).toHaveLength(1)
  expect(
    new Set(claims.filter(({ status }) => status !== 201).map(({ status, json }) => `${status} ${json.code}`)),
  ).toEqual(new Set(['401 key-unknown']))
  expect((await list(winners[0]?.json.key)).status).toBe(200)
})

test('who tries wrong secrets for the first key again and again is told to stop, and the right one still works', async () => {
  const claim = (secret: string): Promise<Called> =>
    world.call('POST', '/api/v1/bootstrap', { body: { secret }, from: '198.51.100.7' })
  const answers: number[] = []
  for (let n = 0; n < 60; n++) answers.push((await claim(`${bootstrapSecret}x`)).status)
  expect(answers.every((status) => status === 401)).toBe(true)
  const limited = await claim(`${bootstrapSecret}x`)
  expect([limited.status, limited.json.code]).toEqual([429, 'limited'])
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await claim(bootstrapSecret)).status).toBe(201)
})

test('who tries wrong keys again and again is told to stop, and right ones of the same network still work', async () => {
  const from = '198.51.100.7'
  const answers: number[] = []
  for (let n = 0; n < 61; n++) answers.push((await list('postern_key_wrong', { from })).status)
  expect(answers.slice(0, 60).every((status) => status === 401)).toBe(true)
  expect(answers[60]).toBe(429)
  expect((await list(key, { from })).status).toBe(200)
})
