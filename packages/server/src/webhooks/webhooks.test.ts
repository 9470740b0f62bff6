import { days, hours, type Id, minutes } from 'postern/kit'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeliveryWorld, deliveryWorld } from '../../test/delivery-world.ts'
import { openReceiver, type Received, type Receiver } from '../../test/receiver.ts'
import { createSafeSend } from './safe-send.ts'

const acme = 'acme' as Id<'tenant'>
let receiver: Receiver
let base: string
let received: Received[]
let status: number
let world: DeliveryWorld
let key: string

beforeEach(async () => {
  receiver = await openReceiver()
  received = receiver.received
  base = receiver.url
  status = 204
  receiver.answer = () => ({ status, ...(status === 503 && { headers: { 'retry-after': '60' } }) })
  world = await deliveryWorld({ send: createSafeSend({ development: true }) })
  key = await world.key()
})

afterEach(async () => {
  await world.close()
  receiver.close()
})

const call = (method: string, path: string, body?: unknown) =>
  world.call(method, path, { key, tenant: 'acme', ...(body !== undefined && { body }) })

async function webhook(more: object = {}) {
  const made = await call('POST', '/api/v1/webhooks', { url: `${base}/hook`, events: ['*'], ...more })
  expect(made.status).toBe(201)
  return made.json as { id: string; secret: string }
}

/** Events that somebody's sign-in left. */
async function happen(...types: readonly string[]): Promise<void> {
  const { store, vault, clock } = world.runtime.ports
  const now = clock.now()
  const events = types.map((type) => ({
    id: vault.id<'event'>(now),
    type: type as 'user.created',
    application: 'shop' as Id<'application'>,
    reason: 'test',
  }))
  await store.messages.post({ tenant: acme, now, charges: [], also: { events, messages: [] } })
}

const types = () => received.map(({ body }) => JSON.parse(body).type as string)
/** The reference library looks at the machine's clock, and so do its receivers. */
const verifyAtItsTime = (secret: string, { headers, body }: Received) => {
  const now = Date.now
  Date.now = () => Number(headers['webhook-timestamp']) * 1000
  try {
    return new Webhook(secret).verify(body, headers) as { type: string; timestamp: string; data: object }
  } finally {
    Date.now = now
  }
}

test('an event is told once, signed as the reference library of Standard Webhooks expects', async () => {
  const { secret } = await webhook()
  await happen('user.created')
  await world.settle()
  const told = received.filter(({ body }) => body.includes('user.created'))
  expect(told).toHaveLength(1)
  const [first] = told as [Received]
  const payload = verifyAtItsTime(secret, first)
  expect(payload).toMatchObject({ type: 'user.created', data: { tenant: 'acme', application: 'shop', reason: 'test' } })
  expect(new Date(payload.timestamp).toISOString()).toBe(payload.timestamp)
  expect(first.headers['webhook-id']).toBe((payload.data as { id: string }).id)
  expect(() => verifyAtItsTime(secret, { ...first, body: `${first.body} ` })).toThrow('No matching signature found')
})

test('what happened before a webhook was made is not told to it', async () => {
  await happen('user.banned')
  await world.settle()
  world.pass(minutes(1))
  await webhook()
  await happen('user.unbanned')
  await world.settle()
  expect(types()).toContain('user.unbanned')
  expect(types()).not.toContain('user.banned')
})

test('a webhook is told of the types and applications it names', async () => {
  await webhook({ events: ['user.*', 'session.revoked'], applications: ['shop'] })
  await webhook({ url: `${base}/other`, events: ['*'], applications: ['elsewhere'] })
  await happen('user.created', 'session.revoked', 'link.requested')
  await world.settle()
  expect(types().toSorted()).toEqual(['session.revoked', 'user.created'])
})

test('another tenant’s events are told to nobody else', async () => {
  await webhook()
  await world.tenant('other')
  const { store, vault, clock } = world.runtime.ports
  const now = clock.now()
  const event = {
    id: vault.id<'event'>(now),
    type: 'user.created',
    application: 'other-shop' as Id<'application'>,
  } as const
  await store.messages.post({
    tenant: 'other' as Id<'tenant'>,
    now,
    charges: [],
    also: { events: [event], messages: [] },
  })
  await world.settle()
  expect(types().filter((type) => type === 'user.created')).toEqual([])
})

test('while a secret takes over from another, calls are signed with both; then with the new one alone', async () => {
  const { id, secret: old } = await webhook()
  const rotated = await call('POST', `/api/v1/webhooks/${id}/rotate-secret`)
  const { secret } = rotated.json as { secret: string }
  expect(secret).not.toBe(old)
  received.length = 0
  await happen('user.created')
  await world.settle()
  const during = received.find(({ body }) => body.includes('user.created')) as Received
  for (const each of [old, secret]) expect(verifyAtItsTime(each, during)).toMatchObject({ type: 'user.created' })
  world.pass(days(1) + 1)
  await happen('user.updated')
  await world.settle()
  const later = received.find(({ body }) => body.includes('user.updated')) as Received
  expect(verifyAtItsTime(secret, later)).toMatchObject({ type: 'user.updated' })
  expect(() => verifyAtItsTime(old, later)).toThrow('No matching signature found')
})

test('no interface shows a secret again', async () => {
  const { id, secret } = await webhook()
  for (const path of [`/api/v1/webhooks/${id}`, '/api/v1/webhooks', `/api/v1/webhooks/${id}/history`]) {
    const { status: answered, text } = await call('GET', path)
    expect(answered).toBe(200)
    expect(text).not.toContain(secret)
    expect(text).not.toContain('sealed')
  }
})

test('a receiver that is down is called again by the schedule, with the same id', async () => {
  const { id } = await webhook({ events: ['user.created'] })
  status = 500
  await happen('user.created')
  await world.settle()
  expect(received).toHaveLength(1)
  world.pass(10_000)
  await world.settle()
  expect(received).toHaveLength(2)
  world.pass(minutes(1))
  await world.settle()
  expect(received).toHaveLength(2)
  status = 204
  world.pass(minutes(5))
  await world.settle()
  expect(received).toHaveLength(3)
  expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  const { json } = await call('GET', `/api/v1/webhooks/${id}/deliveries`)
  expect(json.items).toMatchObject([{ type: 'user.created', state: 'sent', tries: 3 }])
})

test('a receiver that names a pause is left alone so long', async () => {
  await webhook({ events: ['user.created'] })
  status = 503
  await happen('user.created')
  await world.settle()
  world.pass(40_000)
  await world.settle()
  expect(received).toHaveLength(1)
  world.pass(30_000)
  await world.settle()
  expect(received).toHaveLength(2)
})

test('a call is given up after its last try, three days on', async () => {
  const { id } = await webhook({ events: ['user.created'] })
  status = 500
  await happen('user.created')
  for (let passed = 0; passed < days(4); passed += hours(1)) {
    await world.settle()
    world.pass(hours(1))
  }
  const { json } = await call('GET', `/api/v1/webhooks/${id}/deliveries`)
  expect(json.items).toMatchObject([{ state: 'failed', reason: 'http-500' }])
  expect(received.length).toBeGreaterThanOrEqual(9)
})

test('after five days of failure a webhook is switched off, with an event and a mail to its contact', async () => {
  const { id } = await webhook({ events: ['user.created'], contact: 'ops@example.com' })
  status = 500
  for (let day = 0; day < 6; day++) {
    await happen('user.created')
    await world.settle()
    world.pass(days(1))
  }
  await world.settle()
  const found = await call('GET', `/api/v1/webhooks/${id}`)
  expect(found.json).toMatchObject({ enabled: false, disabled: { reason: 'http-500' } })
  const { store, clock } = world.runtime.ports
  const { items } = await store.events.list({ tenant: acme, now: clock.now(), limit: 1000 })
  expect(items.filter(({ type }) => type === 'webhook.disabled')).toMatchObject([
    { reason: 'http-500', about: { kind: 'webhook', id } },
  ])
  received.length = 0
  await happen('user.created')
  await world.settle()
  expect(received).toEqual([])
  status = 204
  const on = await call('PATCH', `/api/v1/webhooks/${id}`, { enabled: true })
  expect(on.json).toMatchObject({ enabled: true })
  expect(on.json.disabled).toBeUndefined()
  await happen('user.created')
  await world.settle()
  expect(received.length).toBeGreaterThan(0)
})

test('a success in between begins the five days anew', async () => {
  const { id } = await webhook({ events: ['user.created'] })
  for (let day = 0; day < 8; day++) {
    status = day === 3 ? 204 : 500
    await happen('user.created')
    await world.settle()
    world.pass(days(1))
  }
  expect((await call('GET', `/api/v1/webhooks/${id}`)).json.enabled).toBe(true)
})

test('410 switches it off at once', async () => {
  const { id } = await webhook({ events: ['user.created'] })
  status = 410
  await happen('user.created')
  await world.settle()
  expect((await call('GET', `/api/v1/webhooks/${id}`)).json).toMatchObject({
    enabled: false,
    disabled: { reason: 'http-410' },
  })
})

test('its contact gets three mails a day, however often it is switched on and fails', async () => {
  const { id } = await webhook({ events: ['user.created'], contact: 'ops@example.com' })
  status = 410
  for (let times = 0; times < 5; times++) {
    await call('POST', `/api/v1/webhooks/${id}/test`)
    expect((await call('PATCH', `/api/v1/webhooks/${id}`, { enabled: true })).status).toBe(200)
  }
  const { store, clock } = world.runtime.ports
  const { items } = await store.messages.page({ tenant: acme, now: clock.now(), limit: 100 })
  expect(items.filter(({ to }) => to.address === 'ops@example.com')).toHaveLength(3)
})

test('what was missed is told again by request, under the ids it had', async () => {
  const { id } = await webhook({ events: ['user.*'] })
  await happen('user.created')
  world.pass(hours(1))
  await world.settle()
  const { headers } = received[0] as Received
  const since = new Date(world.runtime.ports.clock.now()).toISOString()
  await happen('user.updated', 'link.requested')
  await world.settle()
  received.length = 0
  const replayed = await call('POST', `/api/v1/webhooks/${id}/replay`, { since })
  expect(replayed.json).toEqual({ queued: 1 })
  await world.settle()
  expect(types()).toEqual(['user.updated'])
  received.length = 0
  expect((await call('POST', `/api/v1/webhooks/${id}/replay`, { event: headers['webhook-id'] })).json).toEqual({
    queued: 1,
  })
  await world.settle()
  expect(received.map((each) => each.headers['webhook-id'])).toEqual([headers['webhook-id']])
  const unknown = await call('POST', `/api/v1/webhooks/${id}/replay`, { event: '00000000000000000000000000' })
  expect(unknown.status).toBe(404)
})

test('a replay looks at so many events a call, says where to go on, and lets others be served', async () => {
  const { id } = await webhook({ events: ['user.banned'] })
  const since = new Date(world.runtime.ports.clock.now()).toISOString()
  for (let made = 0; made < 21; made++) {
    world.pass(1_000)
    await happen(...Array.from({ length: 1_000 }, () => 'user.created'))
  }
  world.pass(1_000)
  await happen('user.banned')
  world.pass(1_000)
  let turns = 0
  let isOver = false
  const turn = (): void => {
    turns++
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  const first = await call('POST', `/api/v1/webhooks/${id}/replay`, { since })
  isOver = true
  expect(first.json).toEqual({ queued: 0, next: expect.any(String) })
  expect(turns).toBeGreaterThan(90)
  const second = await call('POST', `/api/v1/webhooks/${id}/replay`, { since: first.json.next })
  expect(second.json).toEqual({ queued: 1 })
}, 60_000)

test('a ping says what came of it', async () => {
  const { id } = await webhook({ events: ['user.created'] })
  expect((await call('POST', `/api/v1/webhooks/${id}/test`)).json).toEqual({ delivered: true })
  expect(types()).toEqual(['webhook.ping'])
  status = 500
  expect((await call('POST', `/api/v1/webhooks/${id}/test`)).json).toEqual({ delivered: false, reason: 'http-500' })
})

test('a webhook of another tenant is not found, whatever is asked of it', async () => {
  const { id } = await webhook()
  await world.tenant('other')
  for (const [method, path] of [
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['GET', '/deliveries'],
    ['GET', '/history'],
    ['POST', '/rotate-secret'],
    ['POST', '/test'],
    ['POST', '/replay'],
  ] as const) {
    const body = method === 'PATCH' ? { enabled: false } : path === '/replay' ? { event: 'x' } : undefined
    const more = { key, tenant: 'other', ...(body && { body }) }
    const { status: answered } = await world.call(method, `/api/v1/webhooks/${id}${path}`, more)
    expect([method, path, answered]).toEqual([method, path, 404])
  }
})

test('a URL that leads to no receiver of the outside is refused when it is saved', async () => {
  for (const url of [
    'http://example.com/',
    'https://example.com:444/',
    'https://a:b@example.com/',
    'ftp://example.com/',
  ]) {
    const { status: answered, json } = await call('POST', '/api/v1/webhooks', { url, events: ['*'] })
    expect([answered, json.errors?.[0]?.path]).toEqual([400, 'body.url'])
  }
})

test('a tenant has 100 webhooks at most, all of which are told', async () => {
  const urls = Array.from({ length: 100 }, (_, at) => `${base}/hook-${at}`)
  for (const url of urls) await webhook({ url, events: ['user.created'] })
  const more = await call('POST', '/api/v1/webhooks', { url: `${base}/more`, events: ['*'] })
  expect(more).toMatchObject({
    status: 400,
    json: { code: 'values-invalid', errors: [{ path: 'body', why: 'a tenant has 100 webhooks at most' }] },
  })
  await happen('user.created')
  await world.settle()
  expect(new Set(received.map(({ path }) => path)).size).toBe(100)
})
