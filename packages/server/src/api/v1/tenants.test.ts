import type { Id } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../../test/in-process.ts'

let world: Installation
let key: string

beforeEach(async () => {
  world = await install()
  key = await world.key()
})

afterEach(() => world.close())

const change = (body: object) => world.call('PATCH', '/api/v1/tenants/acme', { key, body })
const isUsable = async (application: string): Promise<boolean> =>
  (await world.directory.find({ tenant: 'acme', application })) !== undefined

/** As a version with fewer rules wrote it. */
async function stored(id: string, settings: object): Promise<void> {
  const { store, clock } = world.runtime.ports
  const value = { name: id, signIn: 'on', redirects: [], previews: [], origins: [], secrets: [], roles: [], settings }
  const at = { tenant: 'acme' as Id<'tenant'>, now: clock.now(), kind: 'application', id, version: 0 }
  expect((await store.documents.put({ ...at, json: JSON.stringify(value) })).kind).toBe('done')
}

const reserved = { fixed: { sub: 'everybody' } }

test.for<readonly [named: string, signing: object]>([
  ['sooner than a day', { rotateEvery: 1_000 }],
  ['after more than ten years', { rotateEvery: 3_651 * 86_400_000 }],
])('keys that change %s are refused, whether or not an application signs', async ([, signing]) => {
  await world.tenant('acme')
  await world.application('acme', 'shop', { settings: { tokens: { mode: 'bearer' } } })
  const refused = await change({ signing: { algorithm: 'EdDSA', ...signing } })
  expect([refused.status, refused.json.errors]).toMatchObject([400, [{ path: 'body.signing.rotateEvery' }]])
  expect((await change({ signing: { algorithm: 'EdDSA', rotateEvery: 86_400_000 } })).status).toBe(200)
  expect(await isUsable('shop')).toBe(true)
})

test('claims that are Postern’s own are refused before anybody signs', async () => {
  await world.tenant('acme')
  await world.application('acme', 'shop', { settings: { tokens: { mode: 'bearer' } } })
  const refused = await change({ settings: { tokens: { accessToken: false, claims: reserved } } })
  expect(refused.json.errors).toMatchObject([{ path: 'body.settings.tokens.claims.fixed.sub' }])
  expect((await change({ settings: { tokens: 'off' } })).status).toBe(200)
  expect(await isUsable('shop')).toBe(true)
})

test('a change of a tenant that would make an application unusable is refused and names it', async () => {
  await world.tenant('acme')
  await stored('till', { tokens: { accessToken: false, claims: reserved } })
  await world.application('acme', 'shop')
  const refused = await change({ settings: { tokens: { mode: 'bearer' } } })
  expect([refused.status, refused.json.errors]).toEqual([
    400,
    [
      {
        path: 'body.settings.tokens.claims.fixed.sub',
        why: "is a claim of Postern's own; the application till would be unusable",
      },
    ],
  ])
  expect([await isUsable('till'), await isUsable('shop')]).toEqual([true, true])
})

test('an application that is unusable already holds back no change of its tenant', async () => {
  await world.tenant('acme')
  await stored('till', { code: { kind: 'digits', length: 2 } })
  expect((await change({ settings: { locale: 'fr' } })).status).toBe(200)
})

test('of thousands of applications the first ten are named', { timeout: 60_000 }, async () => {
  await world.tenant('acme')
  const all = Array.from({ length: 2_000 }, (_, at) => `app-${String(at).padStart(4, '0')}`)
  for (const [at, id] of all.entries()) {
    await stored(id, at < 1_900 ? {} : { tokens: { accessToken: false, claims: reserved } })
  }
  const refused = await change({ settings: { tokens: { mode: 'bearer' } } })
  expect(refused.json.errors).toHaveLength(10)
  expect(refused.json.errors[0].why).toMatch(/app-1900/)
})
