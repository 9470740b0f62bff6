import { type Handover, type Id, minutes, type Rendered, type Transport } from 'postern/kit'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeliveryWorld, deliveryWorld } from '../../test/delivery-world.ts'
import { openReceiver, type Received, type Receiver } from '../../test/receiver.ts'
import { createSafeSend } from './safe-send.ts'

let receiver: Receiver
let received: Received[]
let status: number
let mails: Rendered[]
let world: DeliveryWorld
let key: string

const own: Transport = {
  name: 'own',
  channel: 'mail',
  send: async (mail): Promise<Handover> => {
    mails.push(mail)
    return { kind: 'taken' }
  },
}

beforeEach(async () => {
  mails = []
  status = 204
  receiver = await openReceiver()
  received = receiver.received
  receiver.answer = () => ({ status })
  world = await deliveryWorld({ send: createSafeSend({ development: true }), transports: [own] })
  key = await world.key()
})

afterEach(async () => {
  await world.close()
  receiver.close()
})

const call = (method: string, path: string, body?: unknown, more: { key?: string; tenant?: string } = {}) =>
  world.call(method, `/api/v1${path}`, { key, tenant: 'system', ...more, ...(body !== undefined && { body }) })

async function webhook(more: object = {}) {
  const made = await call('POST', '/webhooks', { url: `${receiver.url}/hook`, events: ['*'], ...more })
  expect([made.status, made.json]).toEqual([201, expect.anything()])
  return made.json as { id: string; secret: string }
}

const told = () =>
  received.map(({ body }) => JSON.parse(body) as { type: string; data: { tenant: string; about?: { kind: string } } })

test('the realm of the system tells of tenants, keys and its own webhooks, and of nobody’s people', async () => {
  await webhook()
  world.pass(minutes(1))
  expect((await call('POST', '/tenants', { id: 'beta', name: 'Beta' }, { tenant: 'default' })).status).toBe(201)
  const named = { name: 'CI', operations: ['users.read'], tenant: 'beta' }
  expect((await call('POST', '/keys', named, { tenant: 'default' })).status).toBe(201)
  await world.call('POST', '/t/acme/auth/magic-link', { body: { email: 'ann@example.com' } })
  const { id } = await webhook({ url: `${receiver.url}/second`, events: ['link.*'] })
  await call('PATCH', `/webhooks/${id}`, { description: 'changed' })
  await world.settle()
  expect(new Set(told().map(({ type, data }) => `${type} ${data.tenant} ${data.about?.kind}`))).toEqual(
    new Set(['tenant', 'api-key', 'webhook'].map((kind) => `setting.changed system ${kind}`)),
  )
})

test('its calls are signed, may be replayed and listed, and its trail can be read', async () => {
  const { id, secret } = await webhook({ events: ['setting.changed'] })
  await call('POST', '/tenants', { id: 'beta', name: 'Beta' }, { tenant: 'default' })
  await world.settle()
  const [first] = received.filter(({ body }) => body.includes('beta')) as [Received]
  const now = Date.now
  Date.now = () => Number(first.headers['webhook-timestamp']) * 1000
  expect(new Webhook(secret).verify(first.body, first.headers)).toMatchObject({ type: 'setting.changed' })
  Date.now = now
  const event = first.headers['webhook-id'] ?? ''
  expect((await call('POST', `/webhooks/${id}/replay`, { event })).json).toEqual({ queued: 1 })
  await world.settle()
  expect(received.filter(({ headers }) => headers['webhook-id'] === event)).toHaveLength(2)
  const deliveries = (await call('GET', `/webhooks/${id}/deliveries`)).json.items as { event: string; state: string }[]
  expect(deliveries.filter((one) => one.event === event).map(({ state }) => state)).toEqual(['sent', 'sent'])
  const trail = (await call('GET', '/events?type=setting.changed')).json.items as { id: string }[]
  expect(trail.map((one) => one.id)).toContain(event)
})

test('a key of one tenant or of some applications finds no such realm, and nothing else is done there', async () => {
  const { id } = await webhook()
  const nothing = (await call('GET', '/webhooks', undefined, { tenant: 'nowhere' })).text
  for (const more of [{ tenant: 'acme' }, { applications: ['shop'] }, { tenant: 'acme', applications: ['shop'] }]) {
    const limited = await world.key(more)
    for (const [method, path, body] of [
      ['GET', '/webhooks'],
      ['GET', `/webhooks/${id}`],
      ['POST', '/webhooks', { url: `${receiver.url}/mine`, events: ['*'] }],
      ['POST', `/webhooks/${id}/replay`, { since: '2026-11-22T00:00:00Z' }],
      ['GET', '/events'],
      ['GET', '/events/export'],
    ] as const) {
      const answer = await call(method, path, body, { key: limited })
      expect([path, answer.status, answer.text]).toEqual([path, 404, nothing])
    }
  }
  for (const path of ['/users', '/applications', '/templates', '/transports', '/messages', '/suppressions']) {
    expect([path, (await call('GET', path)).status]).toEqual([path, 404])
  }
})

test('one that is gone is switched off, its realm’s trail says so, and the installation writes to its contact', async () => {
  await webhook({ contact: 'ops@acme.example' })
  status = 410
  await call('POST', '/tenants', { id: 'beta', name: 'Beta' }, { tenant: 'default' })
  await world.settle()
  expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
    ['ops@acme.example', `Webhook to ${new URL(receiver.url).host} is switched off`],
  ])
  const { store, clock } = world.runtime.ports
  const { items } = await store.events.list({ tenant: 'system' as Id<'tenant'>, now: clock.now(), limit: 100 })
  expect(items.filter(({ type }) => type === 'webhook.disabled')).toMatchObject([{ reason: 'http-410' }])
})
