import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'
import { ApiProblem, type Client, type ClientOptions, createClient, type Tenant } from './client.ts'

let world: Installation
let key: string
let asked: Request[]

const url = 'https://sign-in.example.com'
const ask = async (target: string, init: RequestInit): Promise<Response> => {
  asked.push(new Request(target, init))
  return world.runtime.app.request(target, init)
}
const client = (more: Partial<ClientOptions> = {}): Client => createClient({ url, key, fetch: ask, ...more })

beforeEach(async () => {
  asked = []
  world = await install()
  key = await world.key()
})

afterEach(() => world.close())

test('it makes, reads, changes and removes, by the types of the routes', async () => {
  const { tenants } = client()
  const made: Tenant = await tenants.create({ id: 'acme', name: 'Acme' })
  const changed = await tenants.change('acme', { settings: { locale: 'fr' } }, { ifMatch: made.version })
  expect(changed.settings?.locale).toBe('fr')
  expect(await tenants.read('acme')).toEqual(changed)
  expect(await tenants.remove('acme')).toBeUndefined()
  // @ts-expect-error a tenant has a name
  await expect(tenants.create({ id: 'nameless' })).rejects.toThrow(ApiProblem)
})

test('a list is a page where it is awaited, and all of it where it is iterated', async () => {
  for (const id of ['a', 'b', 'c', 'd', 'e']) await world.tenant(id)
  const { items, next } = await client().tenants.list({ limit: 2 })
  expect([items.map(({ id }) => id), next]).toEqual([['a', 'b'], 'b'])
  const all: string[] = []
  for await (const { id } of client().tenants.list({ limit: 2 })) all.push(id)
  expect(all).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('a call is for the tenant that it or the client names', async () => {
  await world.tenant('acme')
  await client({ tenant: 'acme' }).applications.create({ id: 'shop', name: 'Shop' })
  const { secret } = await client().applications.createSecret('shop', { tenant: 'acme' })
  expect(secret).toMatch(/^postern_secret_/)
  await expect(client().applications.read('shop')).rejects.toMatchObject({ status: 404, code: 'not-found' })
})

test('a refusal says what is wrong, by path', async () => {
  const fault = await client()
    .tenants.create({ name: '', status: 'gone' as 'active' })
    .catch((thrown: unknown) => thrown)
  expect(fault).toBeInstanceOf(ApiProblem)
  expect(fault).toMatchObject({ status: 400, code: 'values-invalid', message: expect.stringContaining('body.status') })
  expect((fault as ApiProblem).errors.map(({ path }) => path)).toEqual(['body.name', 'body.status'])
  await world.tenant('acme')
  await expect(client().tenants.change('acme', { name: 'x' }, { ifMatch: 7 })).rejects.toMatchObject({ status: 412 })
})

test('an id is one part of a path, whatever it is made of', async () => {
  await expect(client().tenants.read('../keys')).rejects.toMatchObject({ status: 404 })
  for (const id of ['', '.', '..']) expect(() => client().tenants.read(id)).toThrow(TypeError)
  expect(asked.map((request) => new URL(request.url).pathname)).toEqual(['/api/v1/tenants/..%2Fkeys'])
})

test('a POST whose answer was lost is repeated, and done once', async () => {
  let lost = 0
  const lossy = async (target: string, init: RequestInit): Promise<Response> => {
    const answer = await ask(target, init)
    if (lost++ === 0) throw new TypeError('the connection broke')
    return answer
  }
  const made = await client({ fetch: lossy }).keys.create({ name: 'New', operations: ['tenants.read'] })
  expect(made.key).toMatch(/^postern_key_/)
  expect(lost).toBe(2)
  expect((await client().keys.list()).items.filter(({ name }) => name === 'New')).toHaveLength(1)
})

test('it is patient where it is told to be, and no longer than it is told', async () => {
  const busy = async (): Promise<Response> =>
    new Response('{"code":"busy"}', { status: 503, headers: { 'retry-after': '0' } })
  const thrown = await client({ fetch: busy })
    .tenants.read('acme')
    .catch((fault: unknown) => fault)
  expect(thrown).toMatchObject({ status: 503, code: 'busy', retryAfter: 0 })
  const stopped = client({ fetch: async () => new Response('{}', { status: 503, headers: { 'retry-after': '30' } }) })
  await expect(stopped.tenants.read('acme', { signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout')
})
