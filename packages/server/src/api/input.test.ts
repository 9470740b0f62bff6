import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Called } from '../../test/called.ts'
import { type Installation, install } from '../../test/in-process.ts'
import { v1Routes } from './routes.ts'

let world: Installation
let key: string

beforeEach(async () => {
  world = await install()
  key = await world.key()
})

afterEach(() => world.close())

const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Called> =>
  world.call('POST', '/api/v1/tenants', { key, body, headers })
const paths = ({ json }: Called): readonly string[] => json.errors.map(({ path }: { path: string }) => path)

test('every fault is named by its path, and nothing is written', async () => {
  const refused = await post({ id: 'acme', name: 7, status: 'gone', settings: { link: 'x', code: { kind: 'digits' } } })
  expect(refused).toMatchObject({ status: 400, json: { code: 'values-invalid' } })
  expect(paths(refused)).toEqual(['body.name', 'body.status', 'body.settings.link', 'body.settings.code.length'])
  expect((await world.call('GET', '/api/v1/tenants/acme', { key })).status).toBe(404)
})

test.each(['events?user=%00', 'users?emailPrefix=a%00', 'messages?after=%00', 'applications?after=%00&limit=0'])(
  'a query with NUL is refused by its name: %s',
  async (query) => {
    const refused = await world.call('GET', `/api/v1/${query}`, { key })
    expect([refused.status, paths(refused)[0]]).toEqual([400, expect.stringMatching(/^query\./)])
  },
)

test.each(['limit=1&limit=2', 'limit=1&%6Cimit=1', 'after=a&after=b'])(
  'a name that is in the query twice is refused: %s',
  async (query) => {
    const refused = await world.call('GET', `/api/v1/tenants?${query}`, { key })
    expect([refused.status, refused.json.code]).toEqual([400, 'values-invalid'])
    const [name] = query.split('=')
    expect(refused.json.errors).toEqual([{ path: `query.${name}`, why: 'must be there once' }])
  },
)

test.each(['version', 'changedAt', 'secrets', 'hash', 'tenant', 'constructor', 'toString', 'prototype'])(
  'a member nobody knows, such as %s, is refused',
  async (name) => {
    expect((await post(`{"id":"acme","name":"Acme","${name}":{"polluted":1}}`)).status).toBe(400)
  },
)

test('__proto__ is a name like any other, which nobody has', async () => {
  for (const text of [
    '{"id":"acme","name":"Acme","__proto__":{"polluted":1}}',
    '{"id":"acme","name":"Acme","settings":{"__proto__":{"polluted":1}}}',
  ]) {
    const made = await post(text)
    expect(made.text).not.toContain('polluted')
    await world.call('DELETE', '/api/v1/tenants/acme', { key })
  }
  await world.tenant('other')
  for (const text of ['{"__proto__":{"polluted":1}}', '{"settings":{"__proto__":{"polluted":1}}}']) {
    const patched = await world.call('PATCH', '/api/v1/tenants/other', { key, body: text })
    expect(patched.text).not.toContain('polluted')
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})

test.each([
  ['[1]', 400],
  ['"text"', 400],
  ['null', 400],
  ['', 400],
  ['{', 400],
  ['{"id":"acme","name":"Acme"}x', 400],
])('the body %s is refused', async (body, status) => {
  expect((await post(body)).status).toBe(status)
})

test.each([
  ['POST', 'users', { application: 'default', email: 'ann@example.com', name: 'a TEXT' }],
  ['PATCH', 'users/ann', { name: 'a TEXT' }],
  ['PATCH', 'users/ann', { data: { 'a TEXT': 1 } }],
  ['POST', 'tenants', { id: 'acme', name: 'Acme', firstApplication: 'a TEXT' }],
  ['POST', 'keys', { name: 'k', tenant: 'a TEXT', operations: ['*'] }],
  ['POST', 'webhooks', { url: 'https://a.example/', events: ['*', 'a TEXT'] }],
])('text that no store keeps is refused: %s %s %j', async (method, path, body) => {
  const made = await world.call('POST', '/api/v1/users', {
    key,
    body: { application: 'default', email: 'ada@example.com' },
  })
  const at = `/api/v1/${path.replace('ann', made.json.id)}`
  for (const text of ['\\u0000', '\\ud800', '\\udfff']) {
    const refused = await world.call(method, at, { key, body: JSON.stringify(body).replace('TEXT', text) })
    expect([refused.status, refused.json.code]).toEqual([400, 'body-invalid'])
  }
})

test('a body that cannot be read is told what the API takes, which may be nested', async () => {
  const { json } = await post('{"name":{')
  expect(json).toMatchObject({
    title: 'The body is not as this route wants it.',
    detail: 'The body is no JSON, is more than 32 levels deep, or has NUL or half a letter in a text.',
  })
})

test('a body of any depth is refused without harm', async () => {
  for (const depth of [65, 5_000, 60_000]) {
    const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    expect((await post(deep.slice(0, 256 * 1024))).status).toBe(400)
    expect((await post('['.repeat(depth) + ']'.repeat(depth))).json.code).toBe('body-invalid')
  }
})

test('256 KiB are read and not a byte more', async () => {
  const of = (length: number): string => JSON.stringify({ name: 'x'.repeat(length - 11) })
  expect((await post(of(256 * 1024))).json.code).toBe('values-invalid')
  expect(await post(of(256 * 1024 + 1))).toMatchObject({ status: 413, json: { code: 'too-large' } })
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx'])(
  'a body of the type %s is refused',
  async (type) => {
    expect(await post('{"name":"Acme"}', { 'content-type': type })).toMatchObject({ status: 415 })
  },
)

test('a merge patch may say that it is one', async () => {
  await world.tenant('acme')
  const headers = { 'content-type': 'application/merge-patch+json' }
  const patched = await world.call('PATCH', '/api/v1/tenants/acme', { key, body: { name: 'B' }, headers })
  expect(patched.json.name).toBe('B')
})

test.each([
  '/api/v1/tenants/',
  '/api/v1//tenants',
  '/api/v1/%74enants',
  '/api/v1/tenants%2Facme',
  '/api/v1/tenants/a%2fb',
])('nothing is at %s', async (path) => {
  const { status, text } = await world.call('GET', path, { key })
  const nowhere = await world.call('GET', '/api/v1/nowhere', { key })
  expect([status, text]).toEqual([404, nowhere.text])
})

test('parameters of a query that nobody knows are refused', async () => {
  expect(paths(await world.call('GET', '/api/v1/tenants?limit=0&page=2', { key }))).toEqual(['query.limit', 'query'])
})

test.each(v1Routes.map(({ method, path }) => [method, path] as const))(
  'no route takes a parameter that it does not look at: %s %s',
  async (method, path) => {
    const at = `${path.replace(/:\w+/g, 'x')}?nobodyKnows=1`
    const refused = await world.call(method, at, { key, ...(method !== 'GET' && { body: {} }) })
    expect([refused.status, refused.json.code]).toEqual([400, 'values-invalid'])
    expect(refused.json.errors).toContainEqual({ path: 'query', why: 'has no member nobodyKnows' })
  },
)

test('what is removed with a parameter that is not looked at is there still', async () => {
  await world.tenant('acme')
  const refused = await world.call('DELETE', '/api/v1/tenants/acme?dryRun=true', { key })
  expect([refused.status, paths(refused)]).toEqual([400, ['query']])
  expect((await world.call('GET', '/api/v1/tenants/acme', { key })).status).toBe(200)
})

test('an application in a query is looked for, though it is there no more', async () => {
  const at = { tenant: 'acme' }
  await world.tenant('acme')
  for (const id of ['shop', 'gone']) await world.application('acme', id)
  expect((await world.call('DELETE', '/api/v1/applications/gone', { key, ...at })).status).toBe(204)
  for (const application of ['shop', 'gone']) {
    const found = await world.call('GET', `/api/v1/events?application=${application}`, { key, ...at })
    expect([found.status, found.json.items?.[0]?.type]).toEqual([200, 'setting.changed'])
  }
  const users = await world.call('GET', '/api/v1/users?application=shop', { key, ...at })
  expect([users.status, users.json]).toEqual([200, { items: [] }])
})

test('a route that takes no body refuses one that says something, and does nothing', async () => {
  await world.tenant('acme')
  const paths = ['POST /api/v1/tenants/acme/erase', 'DELETE /api/v1/tenants/acme']
  for (const [method = '', path = ''] of paths.map((one) => one.split(' '))) {
    for (const body of [{ dryRun: true }, [], null, 'all']) {
      const refused = await world.call(method, path, { key, body: JSON.stringify(body) })
      expect([refused.status, refused.json.code, refused.json.errors[0].path]).toEqual([400, 'values-invalid', 'body'])
    }
  }
  expect((await world.call('GET', '/api/v1/tenants/acme', { key })).status).toBe(200)
  expect((await world.call('DELETE', '/api/v1/tenants/acme', { key, body: {} })).status).toBe(204)
  expect((await world.call('POST', '/api/v1/tenants/acme/erase', { key })).status).toBe(200)
})

test('what the API wants of a body is said of the API, not of forms', async () => {
  expect((await post('{')).json.detail).toMatch(/^The body is no JSON, is more than 32 levels deep/)
  const form = await post('id=acme', { 'content-type': 'application/x-www-form-urlencoded' })
  expect(form.json.detail).toBe('Send JSON, with Content-Type: application/json.')
})

test('a call without a key learns where it goes, and a wrong one learns nothing', async () => {
  const without = await world.call('GET', '/api/v1/tenants')
  expect(without.headers.get('www-authenticate')).toBe('Bearer')
  expect(without).toMatchObject({ status: 401, json: { code: 'key-unknown', detail: expect.stringMatching(/Bearer/) } })
  expect((await world.call('GET', '/api/v1/tenants', { key: 'wrong' })).json).not.toHaveProperty('detail')
})

test('a version without its quotes is told so, instead of that somebody was faster', async () => {
  await world.tenant('acme')
  const change = (tag: string): Promise<Called> =>
    world.call('PATCH', '/api/v1/tenants/acme', { key, body: { name: 'B' }, headers: { 'if-match': tag } })
  expect(await change('1')).toMatchObject({ status: 412, json: { detail: expect.stringMatching(/with its quotes/) } })
  expect((await change('"9"')).json).not.toHaveProperty('detail')
  expect((await change('"1"')).status).toBe(200)
})

test('what an id, a role or a setting may be is said in words', async () => {
  const why = async (body: unknown): Promise<string> => (await post(body)).json.errors[0].why
  expect(await why({ id: 'X!', name: 'X' })).toMatch(/^must be lower-case letters, digits and dashes/)
  expect(await why({ name: 'X', settings: { signUp: 'maybe' } })).toBe(
    'must be open, closed, invited or {"domains": [...]}',
  )
})

const webhook = { url: 'https://a.example/', events: ['*'] }
const ofKey = { name: 'k', operations: ['*'] }
const tenant = { id: 'acme', name: 'Acme' }

test.each([
  ['webhooks', { ...webhook, events: ['sign-in.completed', 'nonsense.thing'] }, 'body.events.1', /is no event/],
  ['webhooks', { ...webhook, events: ['nonsense.*'] }, 'body.events.0', /is no event/],
  ['webhooks', { ...webhook, applications: ['*'] }, 'body.applications.0', /the id of an application/],
  ['keys', { ...ofKey, applications: ['*'] }, 'body.applications.0', /the id of an application/],
  ['keys', { ...ofKey, expiresAt: '2020-01-01T00:00:00Z' }, 'body.expiresAt', /in the future/],
  ['keys', { ...ofKey, name: 'a\r\nb' }, 'body.name', /one line/],
  ['tenants', { ...tenant, name: 'Ac\u0007me' }, 'body.name', /one line/],
  ['tenants', { ...tenant, settings: { locale: '<script>' } }, 'body.settings.locale', /a language/],
  ['tenants', { ...tenant, settings: { locale: 'xx' } }, 'body.settings.locale', /no language of ours/],
  ['tenants', { ...tenant, settings: { postalLine: 'a\nb' } }, 'body.settings.postalLine', /one line/],
  ['tenants', { ...tenant, settings: { logoUrl: 'http://a.example/a.png' } }, 'body.settings.logoUrl', /an https URL/],
  ['applications', { id: 'shop', name: 'a\u2028b' }, 'body.name', /one line/],
  ['users', { application: 'default', email: 'ann@example.com', name: 'a\nb' }, 'body.name', /one line/],
  ['users', { application: 'default', email: 'ann@example.com', name: 'Bob\u202eEvil' }, 'body.name', /direction/],
  ['tenants', { ...tenant, name: 'Acme\u2066' }, 'body.name', /direction/],
])('what could do nothing, or harm, is refused: %s %j', async (path, body, at, why) => {
  const refused = await world.call('POST', `/api/v1/${path}`, { key, body })
  expect(refused).toMatchObject({ status: 400, json: { code: 'values-invalid' } })
  expect(refused.json.errors).toEqual([{ path: at, why: expect.stringMatching(why) }])
})

const numbered = ['{"data":{"a":[0,NUMBER]}}', '{"data":{"b":{"c":NUMBER}}}', '{"data":{"":NUMBER}}'] as const
const numbers = ['body.data.a.1', 'body.data.b.c', 'body.data.']

test.each(['1e400', '-1e400', '12345678901234567890', '9007199254740993'])(
  'a number that would be kept as another one is refused by its path: %s',
  async (number) => {
    const made = await world.call('POST', '/api/v1/users', {
      key,
      body: { application: 'default', email: 'ada@example.com' },
    })
    const at = `/api/v1/users/${made.json.id}`
    for (const [place, body] of numbered.entries()) {
      const refused = await world.call('PATCH', at, { key, body: body.replace('NUMBER', number) })
      expect([refused.status, refused.json.code]).toEqual([400, 'values-invalid'])
      expect(refused.json.errors).toEqual([{ path: numbers[place], why: expect.stringMatching(/send it as text/) }])
    }
    expect((await world.call('GET', at, { key })).json.data).toBeNull()
  },
)

test('a number is refused once, and any that is kept as it is written is taken', async () => {
  const body = '{"name":"k","operations":["*"],"startsSignIns":1e400}'
  expect((await world.call('POST', '/api/v1/keys', { key, body })).json.errors).toHaveLength(1)
  const made = await world.call('POST', '/api/v1/users', {
    key,
    body: '{"application":"default","email":"ada@example.com","data":{"n":[9007199254740991,-0.1,1e-9]}}',
  })
  expect([made.status, made.json.data]).toEqual([201, { n: [9007199254740991, -0.1, 1e-9] }])
})

test('one place has one fault', async () => {
  const refused = await world.call('POST', '/api/v1/tenants', { key, body: { id: 'x'.repeat(99), name: '' } })
  expect(refused.json.errors).toEqual([
    { path: 'body.id', why: expect.stringMatching(/^must be /) },
    { path: 'body.name', why: 'must not be empty' },
  ])
  const user = { application: 'default', email: 'ann@example.com', name: ' ', locale: 'x'.repeat(99) }
  const { errors } = (await world.call('POST', '/api/v1/users', { key, body: user })).json
  expect(errors.map(({ path }: { path: string }) => path)).toEqual(['body.name', 'body.locale'])
})

test('what does something is taken', async () => {
  const events = ['*', 'session.*', 'sign-in.completed', 'sessions.revoked-all']
  const created = await Promise.all([
    world.call('POST', '/api/v1/webhooks', { key, body: { ...webhook, events, applications: ['default'] } }),
    world.call('POST', '/api/v1/tenants', { key, body: { ...tenant, settings: { locale: 'de-AT' } } }),
    world.call('POST', '/api/v1/tenants', {
      key,
      body: { name: 'A', settings: { logoUrl: 'https://a.example/a.png' } },
    }),
    world.call('POST', '/api/v1/tenants', { key, body: { name: 'B', settings: { logoUrl: '/logo.png' } } }),
    world.call('POST', '/api/v1/tenants', {
      key,
      body: { name: 'C', settings: { logoUrl: 'http://localhost:3000/a.png' } },
    }),
    world.call('POST', '/api/v1/keys', { key, body: { ...ofKey, expiresAt: '2999-01-01T00:00:00Z' } }),
  ])
  expect(created.map(({ status }) => status)).toEqual(created.map(() => 201))
})
