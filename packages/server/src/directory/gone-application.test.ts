import { type Id, type Instant, minutes } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Installation, install } from '../../test/in-process.ts'

let at: Installation
let now: number

beforeEach(async () => {
  now = 1_780_000_000_000
  at = await install({ clock: { now: () => now as Instant } })
  await at.tenant('acme')
  await at.application('acme', 'shop')
  at.setTransport(() => ({ kind: 'down', reason: 'connection-refused' }))
  await at.visitor().json('/t/acme/auth/magic-link', { email: 'bob@example.com' })
})

afterEach(() => at.close())

async function messages() {
  const { items } = await at.runtime.ports.store.messages.page({ ...here(), limit: 10 })
  return items.map(({ state, reason }) => ({ state, reason }))
}

const here = () => ({ tenant: 'acme' as Id<'tenant'>, now: now as Instant })

async function pass(length: number): Promise<void> {
  now += length
  await at.runtime.runChores()
}

test.each([
  ['an application', '/api/v1/applications/shop'],
  ['a tenant', '/api/v1/tenants/acme'],
])('a mail that waits when %s is removed is dropped, and waits no more', async (_, path) => {
  await pass(1_000)
  expect(await messages()).toMatchObject([{ state: 'queued' }])
  const tenant = path.includes('applications') ? { tenant: 'acme' } : {}
  expect((await at.call('DELETE', path, { key: await at.key(), ...tenant })).status).toBe(204)
  await pass(minutes(2))
  expect(await messages()).toEqual([{ state: 'dropped', reason: 'application-gone' }])
  expect(await at.runtime.ports.store.messages.waiting(here())).toEqual([])
})

test('one whose time is over by then has expired', async () => {
  await at.call('DELETE', '/api/v1/applications/shop', { key: await at.key(), tenant: 'acme' })
  await pass(minutes(60))
  expect(await messages()).toMatchObject([{ state: 'expired' }])
})
