import { type Id, minutes } from 'postern/kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeliveryWorld, deliveryWorld } from '../../test/delivery-world.ts'
import { openReceiver, type Receiver } from '../../test/receiver.ts'
import { createSafeSend } from './safe-send.ts'

const acme = 'acme' as Id<'tenant'>
let receiver: Receiver
let status: number
let world: DeliveryWorld
let key: string
let id: string

beforeEach(async () => {
  receiver = await openReceiver()
  status = 204
  receiver.answer = () => ({ status })
  world = await deliveryWorld({ send: createSafeSend({ development: true }) })
  key = await world.key()
  const made = await call('POST', '/webhooks', { url: `${receiver.url}/hook`, events: ['user.*'] })
  id = made.json.id
})

afterEach(async () => {
  await world.close()
  receiver.close()
})

const call = (method: string, path: string, body?: object) =>
  world.call(method, `/api/v1${path}`, { key, tenant: 'acme', ...(body && { body }) })
const turn = async (enabled: boolean) => expect((await call('PATCH', `/webhooks/${id}`, { enabled })).status).toBe(200)
const deliveries = async () => (await call('GET', `/webhooks/${id}/deliveries`)).json.items

async function happen(): Promise<void> {
  const { store, vault, clock } = world.runtime.ports
  const now = clock.now()
  const event = { id: vault.id<'event'>(now), type: 'user.created', application: 'shop' as Id<'application'> } as const
  await store.messages.post({ tenant: acme, now, charges: [], also: { events: [event], messages: [] } })
  await world.settle()
}

test('a webhook that is switched off is told of nothing, and nothing is queued for it', async () => {
  await turn(false)
  await happen()
  expect([receiver.received.length, await deliveries()]).toEqual([0, []])
  await turn(true)
  await happen()
  expect(receiver.received.length).toBeGreaterThan(0)
})

test('what was queued before it was switched off is not told either', async () => {
  status = 500
  await happen()
  const before = receiver.received.length
  expect(before).toBeGreaterThan(0)
  await turn(false)
  status = 204
  world.pass(minutes(10))
  await world.settle()
  expect(receiver.received).toHaveLength(before)
  expect(await deliveries()).toMatchObject([{ state: 'failed', reason: 'webhook-disabled' }])
})
