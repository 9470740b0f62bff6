import type { Id } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Called } from '../../test/called.ts'
import { type Installation, install } from '../../test/in-process.ts'

let world: Installation
let key: string

beforeEach(async () => {
  world = await install()
  key = await world.key()
})

afterEach(() => world.close())

const make = (name: string, as: string, by = key): Promise<Called> =>
  world.call('POST', '/api/v1/keys', {
    key: by,
    body: { name, operations: ['tenants.read'] },
    headers: { 'idempotency-key': as },
  })
const count = async (): Promise<number> => (await world.call('GET', '/api/v1/keys', { key })).json.items.length

test('a repeat gets the first answer, its secret included, and does nothing again', async () => {
  const first = await make('A', 'one')
  const again = await make('A', 'one')
  expect([again.status, again.text, again.headers.get('etag')]).toEqual([201, first.text, '"1"'])
  expect(await count()).toBe(2)
})

test('twenty at once do it once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => make('A', 'one')))
  expect(answers.every(({ status }) => status === 201 || status === 503)).toBe(true)
  expect(new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.key)).size).toBe(1)
  expect(await count()).toBe(2)
})

test('other content under the same key is refused', async () => {
  await make('A', 'one')
  expect(await make('B', 'one')).toMatchObject({ status: 409, json: { code: 'idempotency-conflict' } })
})

test('each caller has keys of its own', async () => {
  const other = await world.key()
  const answers = [await make('A', 'one'), await make('A', 'one', other)]
  expect(new Set(answers.map(({ json }) => json.id)).size).toBe(2)
})

test('a refusal is repeated as well', async () => {
  const body = { id: 'acme', name: 'Acme' }
  const headers = { 'idempotency-key': 'two' }
  await world.tenant('acme')
  expect((await world.call('POST', '/api/v1/tenants', { key, body, headers })).status).toBe(409)
  await world.call('DELETE', '/api/v1/tenants/acme', { key })
  expect((await world.call('POST', '/api/v1/tenants', { key, body, headers })).json.code).toBe('exists')
})

test('a key that is no visible ASCII is refused', async () => {
  expect((await make('A', 'x'.repeat(256))).json).toMatchObject({ errors: [{ path: 'header.idempotency-key' }] })
})

test('what was limited is done by the repeat, once there is room again', async () => {
  const tested = (headers = {}) =>
    world.call('POST', '/api/v1/transports/test', { key, body: { to: 'ada@example.com' }, headers })
  for (let spent = 0; spent < 20; spent++) expect((await tested()).status).toBe(200)
  const named = { 'idempotency-key': 'three' }
  expect((await tested(named)).status).toBe(429)
  const { store, clock } = world.runtime.ports
  const at = { tenant: 'default' as Id<'tenant'>, now: clock.now() }
  await store.budgets.clear({ ...at, keys: ['transport-tests'], also: { events: [], messages: [] } })
  expect((await tested(named)).status).toBe(200)
})
