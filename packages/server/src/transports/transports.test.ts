import { type Handover, type Id, minutes, type Rendered, type Transport } from 'postern/kit'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeliveryWorld, deliveryWorld } from '../../test/delivery-world.ts'
import { openReceiver, type Received, type Receiver } from '../../test/receiver.ts'
import { createSafeSend } from '../webhooks/safe-send.ts'
import { signerFor } from './build-transport.ts'

const acme = 'acme' as Id<'tenant'>
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
let receiver: Receiver
let base: string
let received: Received[]
let status: Readonly<Record<string, number>>
let world: DeliveryWorld
let key: string
let own: Rendered[]

const ofInstallation: Transport = {
  name: 'own',
  channel: 'mail',
  send: async (mail): Promise<Handover> => {
    own.push(mail)
    return { kind: 'taken' }
  },
}

beforeEach(async () => {
  own = []
  status = {}
  receiver = await openReceiver()
  received = receiver.received
  base = receiver.url
  receiver.answer = ({ path }) => ({ status: status[path] ?? 200 })
  world = await deliveryWorld({ send: createSafeSend({ development: true }), transports: [ofInstallation] })
  key = await world.key()
})

afterEach(async () => {
  await world.close()
  receiver.close()
})

const call = (method: string, path: string, body?: unknown, tenant = 'acme') =>
  world.call(method, path, { key, tenant, ...(body !== undefined && { body }) })
const hook = (id: string) => ({ id, kind: 'webhook', url: `${base}/${id}`, secret })
const put = async (...items: readonly object[]) => {
  const answer = await call('PUT', '/api/v1/transports', { transports: items })
  expect([answer.status, answer.json.errors]).toEqual([200, undefined])
  return answer
}

async function ask(email: string, tenant = 'acme'): Promise<void> {
  const path = tenant === 'default' ? '/auth/magic-link' : `/t/${tenant}/auth/magic-link`
  expect((await world.call('POST', path, { body: { email } })).status).toBe(200)
  await world.settle()
}

async function delivered(): Promise<readonly string[]> {
  const { store, clock } = world.runtime.ports
  const { items } = await store.events.list({ tenant: acme, now: clock.now(), limit: 1000 })
  return items.filter(({ type }) => type === 'link.delivered').map(({ reason }) => String(reason))
}

test('a tenant that was erased and came back uses what it has now, and nothing of before', async () => {
  await put(hook('old'))
  await ask('anna@example.com')
  await call('DELETE', '/api/v1/tenants/acme', undefined, 'default')
  expect((await call('POST', '/api/v1/tenants/acme/erase', {}, 'default')).json.done).toBe(true)
  expect((await call('POST', '/api/v1/tenants/acme/restore', { version: 1 }, 'default')).status).toBe(200)
  const again = await call('POST', '/api/v1/applications', { id: 'again', name: 'Again' })
  expect([again.status, (await put(hook('new'))).json.version]).toEqual([201, 1])
  await ask('berta@example.com')
  expect(received.map(({ path }) => path)).toEqual(['/old', '/new'])
})

test('a tenant without a list has the installation’s transports', async () => {
  await ask('anna@example.com')
  expect(own.map(({ to }) => to)).toEqual(['anna@example.com'])
  expect((await call('GET', '/api/v1/transports')).json).toEqual({ id: 'mail', transports: [], version: 0 })
})

test('a tenant’s own transport takes its mails, and nobody else’s', async () => {
  await world.tenant('other')
  await put(hook('first'))
  await ask('anna@example.com')
  await ask('bob@example.com', 'other')
  await ask('carol@example.com', 'default')
  expect(received.map(({ body }) => JSON.parse(body).data.to)).toEqual(['anna@example.com'])
  expect(own.map(({ to }) => to)).toEqual(['bob@example.com', 'carol@example.com'])
  const [first] = received
  const message = { ...first }
  const now = Date.now
  Date.now = () => Number(first?.headers['webhook-timestamp']) * 1000
  expect(new Webhook(secret).verify(message.body ?? '', message.headers ?? {})).toMatchObject({ type: 'message.send' })
  Date.now = now
})

test('where the first is down, the next one takes the mail, and the first is left alone for a while', async () => {
  status = { '/first': 503 }
  await put(hook('first'), hook('second'))
  await ask('anna@example.com')
  await ask('bob@example.com')
  expect(received.map(({ path }) => path).filter((path) => path === '/second')).toHaveLength(2)
  expect(await delivered()).toEqual(['acme/second', 'acme/second'])
  status = {}
  world.pass(minutes(2))
  await ask('carol@example.com')
  expect((await delivered()).at(-1)).toBe('acme/first')
})

test('a change is followed by the next mail, and removing the list gives the installation’s back', async () => {
  await put(hook('first'))
  await ask('anna@example.com')
  await put(hook('second'))
  world.pass(2_000)
  await ask('bob@example.com')
  expect(received.map(({ path }) => path)).toEqual(['/first', '/second'])
  expect((await call('DELETE', '/api/v1/transports')).status).toBe(204)
  world.pass(2_000)
  await ask('carol@example.com')
  expect(own.map(({ to }) => to)).toEqual(['carol@example.com'])
})

describe('secrets', () => {
  test('are shown by nothing, and lie sealed in the document', async () => {
    await put({ id: 'main', kind: 'resend', secret: 're_the_secret', noticeSecret: secret })
    const shown = await call('GET', '/api/v1/transports')
    expect(shown.json).toMatchObject({
      transports: [{ id: 'main', kind: 'resend', hasSecret: true, takesNotices: true }],
      version: 1,
    })
    expect(shown.text).not.toMatch(/re_the_secret|whsec_|sealed/)
    const { store, clock } = world.runtime.ports
    const kept = await store.documents.find({ tenant: acme, now: clock.now(), kind: 'transports', id: 'mail' })
    expect(kept?.json).not.toMatch(/re_the_secret|whsec_/)
  })

  test('that are left out stay, but never for another server', async () => {
    await put(hook('first'))
    const { secret: _, ...same } = hook('first')
    await put(same)
    world.pass(2_000)
    await ask('anna@example.com')
    expect(received).toHaveLength(1)
    const elsewhere = await call('PUT', '/api/v1/transports', { transports: [{ ...same, url: `${base}/elsewhere` }] })
    expect([elsewhere.status, elsewhere.json.errors]).toEqual([
      400,
      [{ path: 'body.transports.0.secret', why: 'is missing' }],
    ])
  })
})

test.each([
  [{ id: 'a', kind: 'smtp', host: 'mail.example.com', secure: 'none' }, 'body.transports.0.secure'],
  [{ id: 'a', kind: 'smtp', host: 'mail.example.com', user: 'u' }, 'body.transports.0.secret'],
  [
    { id: 'a', kind: 'smtp', host: 'mail.example.com', returnPath: 'Acme <b@acme.example>' },
    'body.transports.0.returnPath',
  ],
  [{ id: 'a', kind: 'webhook', url: 'http://example.com/', secret }, 'body.transports.0.url'],
  [{ id: 'a', kind: 'mailgun', domain: 'not a domain', secret: 'x' }, 'body.transports.0.domain'],
  [
    { id: 'a', kind: 'ses', region: 'evil.example/', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'x' },
    'body.transports.0.region',
  ],
  [{ id: 'a', kind: 'pigeon', secret: 'x' }, 'body.transports.0.kind'],
  [{ id: 'a', kind: 'resend', secret: 'x', endpoint: 'http://169.254.169.254/' }, 'body.transports.0'],
])('%o is refused', async (item, path) => {
  const { status: answered, json } = await call('PUT', '/api/v1/transports', { transports: [item] })
  expect([answered, json.errors?.[0]?.path]).toEqual([400, path])
})

describe('a test mail', () => {
  test('goes out now, and each transport says what it did', async () => {
    status = { '/first': 401 }
    await put(hook('first'), hook('second'), hook('third'))
    const { json } = await call('POST', '/api/v1/transports/test', { to: 'ops@example.com' })
    expect(json.tried).toEqual([
      { transport: 'first', outcome: 'down', reason: 'auth-failed' },
      { transport: 'second', outcome: 'taken' },
    ])
    const third = await call('POST', '/api/v1/transports/test', { to: 'ops@example.com', transport: 'third' })
    expect(third.json.tried).toEqual([{ transport: 'third', outcome: 'taken' }])
    const none = await call('POST', '/api/v1/transports/test', { to: 'ops@example.com', transport: 'fourth' })
    expect(none.status).toBe(404)
  })

  test('goes by the list of a moment ago, and not by the one before it', async () => {
    await put(hook('first'))
    await call('POST', '/api/v1/transports/test', { to: 'ops@example.com' })
    const changed = await call('PUT', '/api/v1/transports', { transports: [hook('second')] })
    expect(changed.status).toBe(200)
    const { json } = await call('POST', '/api/v1/transports/test', { to: 'ops@example.com' })
    expect(json.tried).toEqual([{ transport: 'second', outcome: 'taken' }])
  })

  test('is one of twenty an hour', async () => {
    for (let n = 0; n < 20; n++) await call('POST', '/api/v1/transports/test', { to: 'ops@example.com' })
    expect((await call('POST', '/api/v1/transports/test', { to: 'ops@example.com' })).status).toBe(429)
    expect(own).toHaveLength(20)
  })
})

test('calls of SES are signed with AWS Signature Version 4 for their region', async () => {
  const sign = signerFor({ region: 'eu-west-1', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' })
  const url = 'https://email.eu-west-1.amazonaws.com/v2/email/outbound-emails'
  const headers = await sign({ url, headers: { 'content-type': 'application/json' }, body: '{}' })
  expect(headers['authorization']).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-west-1\/ses\/aws4_request, SignedHeaders=host;x-amz-date, Signature=[0-9a-f]{64}$/,
  )
  expect(headers['x-amz-date']).toMatch(/^\d{8}T\d{6}Z$/)
})
