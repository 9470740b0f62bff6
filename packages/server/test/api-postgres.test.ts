/** Keys and repeats where two nodes share one PostgreSQL: what happens once on one node happens once on both. */
import { postgres } from 'postern/postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../tools/postgres-database.ts'
import type { Called } from './called.ts'
import { type Installation, install } from './in-process.ts'

const bootstrapSecret = 'a-bootstrap-secret-of-thirty-two-letters'
let database: FreshDatabase
let nodes: readonly [Installation, Installation]

beforeEach(async () => {
  database = await freshDatabase()
  const node = (): Promise<Installation> => install({ store: postgres(database.url), bootstrapSecret })
  nodes = [await node(), await node()]
})

afterEach(async () => {
  for (const node of nodes) await node.close()
  await database.drop()
})

const onBoth = <T>(count: number, call: (node: Installation, at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => call(nodes[at % 2 === 0 ? 0 : 1], at)))

test('of a hundred who claim the first key on two nodes at once, one gets it, and it works on both', async () => {
  const claims = await onBoth(100, (node) =>
    node.call('POST', '/api/v1/bootstrap', { body: { secret: bootstrapSecret } }),
  )
  const winners = claims.filter(({ status }) => status === 201)
  expect(winners).toHaveLength(1)
  expect(claims.filter(({ status }) => status === 401)).toHaveLength(99)
  const key: string = winners[0]?.json.key
  const seen = await onBoth(2, (node) => node.call('GET', '/api/v1/keys', { key }))
  expect(seen.map(({ status }) => status)).toEqual([200, 200])
})

test('a POST that is repeated on another node is done once', async () => {
  const key = await nodes[0].key()
  const make = (node: Installation): Promise<Called> =>
    node.call('POST', '/api/v1/keys', {
      key,
      body: { name: 'New', operations: ['tenants.read'] },
      headers: { 'idempotency-key': 'one' },
    })
  const answers = await onBoth(20, make)
  expect(answers.every(({ status }) => status === 201 || status === 503)).toBe(true)
  const keys = new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.key))
  expect(keys.size).toBe(1)
  expect((await make(nodes[1])).json.key).toBe([...keys][0])
})

test('a key that is revoked on one node works on none', async () => {
  const key = await nodes[0].key()
  const made = await nodes[0].call('POST', '/api/v1/keys', { key, body: { name: 'New', operations: ['tenants.read'] } })
  const list = (node: Installation): Promise<Called> => node.call('GET', '/api/v1/tenants', { key: made.json.key })
  expect((await list(nodes[1])).status).toBe(200)
  expect((await nodes[0].call('GET', `/api/v1/keys/${made.json.id}`, { key })).json.lastUsedAt).toBeDefined()
  await nodes[0].call('DELETE', `/api/v1/keys/${made.json.id}`, { key })
  expect((await onBoth(2, list)).map(({ status }) => status)).toEqual([401, 401])
})

test('wrong keys are counted over both nodes', async () => {
  const from = '198.51.100.7'
  const statuses = (
    await onBoth(70, (node) => node.call('GET', '/api/v1/tenants', { key: 'postern_key_wrong', from }))
  ).map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(60)
  expect(statuses.filter((status) => status === 429)).toHaveLength(10)
})
