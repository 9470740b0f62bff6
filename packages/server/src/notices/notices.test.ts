/**
 * Notices as the services document them, 2026-11-22: Resend, "Event types" and "Verify webhooks" (resend.com/docs);
 * Postmark, "Bounce webhook" (postmarkapp.com/developer); Mailgun, "Securing webhooks" and "Webhook payloads"
 * (documentation.mailgun.com); Twilio SendGrid, "Event Webhook Reference" and its security features
 * (twilio.com/docs/sendgrid); Amazon SES, "Event data" and Amazon SNS, "Verifying the signatures" (docs.aws.amazon.com).
 */
import { createHmac, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { days, hours, type Id, minutes, type Rendered, type Transport } from 'postern/kit'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DeliveryWorld, deliveryWorld } from '../../test/delivery-world.ts'

const acme = 'acme' as Id<'tenant'>
let world: DeliveryWorld
let key: string
/** The row of a mail that was sent to Anna. */
let message: string
let mails: Rendered[]

const taking: Transport = {
  name: 'taking',
  channel: 'mail',
  send: async (mail) => {
    mails.push(mail)
    return { kind: 'taken' }
  },
}

beforeEach(async () => {
  mails = []
  world = await deliveryWorld({ transports: [taking] })
  key = await world.key()
  await ask()
  message = /^<([^@]+)@/.exec(mails[0]?.messageId ?? '')?.[1] ?? ''
  if (message === '') throw new Error('no mail was sent')
})

afterEach(() => world.close())

async function ask(): Promise<void> {
  await world.call('POST', '/t/acme/auth/magic-link', { body: { email: 'anna@example.com' } })
  await world.settle()
}

async function transports(...items: readonly object[]): Promise<void> {
  const put = await world.call('PUT', '/api/v1/transports', { key, tenant: 'acme', body: { transports: items } })
  if (put.status !== 200) throw new Error(put.text)
}

async function events(): Promise<
  readonly { type: string; reason?: string; about?: Readonly<Record<string, string>>; attempt?: string }[]
> {
  const { store, clock } = world.runtime.ports
  const { items } = await store.events.list({ tenant: acme, now: clock.now(), limit: 1000 })
  return items.filter(({ type }) => type.startsWith('message.'))
}

async function suppressedUntil(): Promise<number | undefined> {
  const { store, clock } = world.runtime.ports
  const address = { address: 'anna@example.com', key: 'anna@example.com' }
  const found = await store.attempts.prepare({
    tenant: acme,
    now: clock.now(),
    application: 'shop' as Id<'application'>,
    address,
  })
  return found.subject.suppressedUntil
}

const now = (): number => world.runtime.ports.clock.now()
const post = (service: string, body: string, headers: Readonly<Record<string, string>> = {}, tenant = 'acme') =>
  world.call('POST', `/hooks/mail/${service}/${tenant}`, { body, headers })

describe('Resend', () => {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const body = (type: string, data: object = {}) =>
    JSON.stringify({
      type,
      created_at: '2026-11-22T12:00:00Z',
      data: { tags: { 'postern-message': message }, ...data },
    })
  const signed = (text: string, id = 'msg_1', at = now(), by = secret) => ({
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at / 1000)),
    'svix-signature': new Webhook(by).sign(id, new Date(at), text),
  })

  beforeEach(() => transports({ id: 'main', kind: 'resend', secret: 're_key', noticeSecret: secret }))

  test('a permanent bounce is an event of the attempt, and suppresses the address for a week', async () => {
    const text = body('email.bounced', { bounce: { type: 'Permanent', message: '550 5.1.1 no such user anna' } })
    expect((await post('resend', text, signed(text))).json).toEqual({ noted: 1 })
    expect(await events()).toMatchObject([
      {
        type: 'message.bounced',
        reason: 'hard',
        about: { message, provider: 'resend', status: '5.1.1' },
        application: 'shop',
      },
    ])
    expect((await events())[0]?.attempt).toBeDefined()
    expect(await suppressedUntil()).toBe(now() + days(7))
    const count = mails.length
    await ask()
    expect(mails).toHaveLength(count)
  })

  test('told twice, it counts once', async () => {
    const text = body('email.complained')
    const headers = signed(text)
    await post('resend', text, headers)
    world.pass(minutes(1))
    expect((await post('resend', text, headers)).json).toEqual({ noted: 0 })
    expect(await events()).toHaveLength(1)
  })

  test('a delay suppresses nobody, nor does a bounce about the sender', async () => {
    const delayed = body('email.delivery_delayed')
    await post('resend', delayed, signed(delayed, 'msg_1'))
    const policy = body('email.bounced', { bounce: { type: 'Permanent', message: '550 5.7.1 blocked by policy' } })
    await post('resend', policy, signed(policy, 'msg_2'))
    expect((await events()).map(({ type, reason, about }) => [type, reason, about?.status])).toEqual([
      ['message.delayed', undefined, undefined],
      ['message.bounced', 'hard', '5.7.1'],
    ])
    expect(await suppressedUntil()).toBeUndefined()
  })

  test('forged, altered, old, or of another tenant, it is refused and changes nothing', async () => {
    const text = body('email.complained')
    const forger = `whsec_${randomBytes(32).toString('base64')}`
    expect((await post('resend', text)).status).toBe(401)
    expect((await post('resend', text, signed(text, 'msg_1', now(), forger))).status).toBe(401)
    expect((await post('resend', `${text} `, signed(text))).status).toBe(401)
    for (const nobody of ['%00', 'ACME', 'no-such-tenant', 'a'.repeat(5_000)]) {
      expect((await world.call('POST', `/hooks/mail/resend/${nobody}`, { body: {} })).status).toBe(401)
    }
    expect((await post('resend', text, signed(text, 'msg_1', now() - minutes(6)))).status).toBe(401)
    await world.tenant('other')
    expect((await post('resend', text, signed(text), 'other')).status).toBe(401)
    expect((await post('resend', text, signed(text), 'nobody')).status).toBe(401)
    expect((await post('no-such-service', text, signed(text))).status).toBe(404)
    expect(await events()).toEqual([])
    expect(await suppressedUntil()).toBeUndefined()
  })

  test('from the service of another tenant it tells nothing of this one', async () => {
    await world.tenant('other')
    const theirs = `whsec_${randomBytes(32).toString('base64')}`
    const list = [{ id: 'main', kind: 'resend', secret: 're_key', noticeSecret: theirs }]
    const put = await world.call('PUT', '/api/v1/transports', { key, tenant: 'other', body: { transports: list } })
    expect(put.status).toBe(200)
    const text = body('email.complained')
    const headers = signed(text, 'msg_1', now(), theirs)
    expect(await post('resend', text, headers, 'other')).toMatchObject({ status: 200, json: { noted: 0 } })
    expect(await events()).toEqual([])
    expect(await suppressedUntil()).toBeUndefined()
    expect((await post('resend', text, headers)).status).toBe(401)
  })

  test('about a mail that is not ours it is heard and ignored', async () => {
    const text = JSON.stringify({
      type: 'email.bounced',
      data: { tags: [{ name: 'postern-message', value: '01kz3v9m4qe7x2c5b8n1d6f0ga' }] },
    })
    expect(await post('resend', text, signed(text))).toMatchObject({ status: 200, json: { noted: 0 } })
    const bare = JSON.stringify({ type: 'email.bounced', data: {} })
    expect(await post('resend', bare, signed(bare, 'msg_2'))).toMatchObject({ status: 200, json: { noted: 0 } })
    expect(await events()).toEqual([])
  })
})

describe('Postmark', () => {
  const basic = (text: string) => ({ authorization: `Basic ${btoa(text)}` })
  const body = (type: string, more: object = {}) =>
    JSON.stringify({ RecordType: 'Bounce', ID: 42, Type: type, Metadata: { 'postern-message': message }, ...more })

  beforeEach(() =>
    transports({ id: 'main', kind: 'postmark', secret: 'token', noticeSecret: 'hook:pass word of theirs' }),
  )

  test.each([
    ['HardBounce', 'message.bounced', true],
    ['SoftBounce', 'message.bounced', false],
    ['Transient', 'message.delayed', false],
  ])('%s is %s', async (type, event, suppresses) => {
    expect((await post('postmark', body(type), basic('hook:pass word of theirs'))).json).toEqual({ noted: 1 })
    expect((await events()).map((each) => each.type)).toEqual([event])
    expect((await suppressedUntil()) !== undefined).toBe(suppresses)
  })

  test('a complaint suppresses; an automatic answer is nothing', async () => {
    expect((await post('postmark', body('AutoResponder'), basic('hook:pass word of theirs'))).json).toEqual({
      noted: 0,
    })
    const complaint = body('SpamComplaint', { RecordType: 'SpamComplaint' })
    expect((await post('postmark', complaint, basic('hook:pass word of theirs'))).json).toEqual({ noted: 1 })
    expect(await suppressedUntil()).toBe(now() + days(7))
  })

  test('a secret that can be guessed is not taken', async () => {
    const short = { id: 'main', kind: 'postmark', secret: 'token', noticeSecret: 'hook:pass' }
    await expect(transports(short)).rejects.toThrow(/body\.transports\.0\.noticeSecret/)
  })

  test('without the password, or with another one, it is refused', async () => {
    expect((await post('postmark', body('HardBounce'))).status).toBe(401)
    expect((await post('postmark', body('HardBounce'), basic('hook:password'))).status).toBe(401)
    expect(await events()).toEqual([])
  })
})

describe('Mailgun', () => {
  const signingKey = 'a signing key of Mailgun'
  const body = (data: object, { at = now(), by = signingKey, token = 'a'.repeat(50) } = {}) => {
    const timestamp = String(Math.floor(at / 1000))
    const signature = createHmac('sha256', by)
      .update(timestamp + token)
      .digest('hex')
    const variables = { 'user-variables': { 'postern-message': message } }
    return JSON.stringify({ signature: { timestamp, token, signature }, 'event-data': { ...variables, ...data } })
  }

  beforeEach(() =>
    transports({ id: 'main', kind: 'mailgun', domain: 'mg.acme.example', secret: 'k', noticeSecret: signingKey }),
  )

  test('a permanent failure of the address suppresses, one of policy does not', async () => {
    const policy = {
      event: 'failed',
      severity: 'permanent',
      'delivery-status': { code: 550, 'enhanced-code': '5.7.1' },
    }
    await post('mailgun', body(policy, { token: 'b'.repeat(50) }))
    expect(await suppressedUntil()).toBeUndefined()
    const failed = {
      event: 'failed',
      severity: 'permanent',
      'delivery-status': { code: 550, 'bounce-type': 'hard', message: '550 5.1.1 unknown' },
    }
    expect((await post('mailgun', body(failed))).json).toEqual({ noted: 1 })
    expect((await post('mailgun', body(failed))).json).toEqual({ noted: 0 })
    expect((await events()).map(({ about }) => about?.status)).toEqual(['5.7.1', '5.1.1'])
    expect(await suppressedUntil()).toBe(now() + days(7))
  })

  test('temporary is a delay', async () => {
    await post('mailgun', body({ event: 'failed', severity: 'temporary' }))
    expect((await events()).map(({ type }) => type)).toEqual(['message.delayed'])
  })

  test('by another key, or from yesterday, it is refused', async () => {
    const data = { event: 'complained' }
    expect((await post('mailgun', body(data, { by: 'another key' }))).status).toBe(401)
    expect((await post('mailgun', body(data, { at: now() - hours(24) }))).status).toBe(401)
    expect((await post('mailgun', '{}')).status).toBe(401)
    expect((await post('mailgun', 'not json')).status).toBe(401)
  })
})

describe('SendGrid', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const verificationKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  const signed = (text: string, at = now()) => {
    const timestamp = String(Math.floor(at / 1000))
    const signature = createSign('sha256')
      .update(timestamp + text)
      .sign(privateKey, 'base64')
    return { 'x-twilio-email-event-webhook-timestamp': timestamp, 'x-twilio-email-event-webhook-signature': signature }
  }
  const event = (event: string, more: object = {}) => ({
    event,
    'postern-message': message,
    sg_event_id: event,
    ...more,
  })

  beforeEach(() => transports({ id: 'main', kind: 'sendgrid', secret: 'k', noticeSecret: verificationKey }))

  test('a list is taken one by one', async () => {
    const text = JSON.stringify([
      event('processed'),
      event('deferred'),
      event('bounce', { type: 'blocked', status: '5.7.1' }),
      event('bounce', { type: 'bounce', status: '5.1.1', sg_event_id: 'hard' }),
      event('spamreport'),
    ])
    expect((await post('sendgrid', text, signed(text))).json).toEqual({ noted: 4 })
    expect((await events()).map(({ type, reason, about }) => [type, reason, about?.status])).toEqual([
      ['message.delayed', undefined, undefined],
      ['message.bounced', 'soft', '5.7.1'],
      ['message.bounced', 'hard', '5.1.1'],
      ['message.complained', undefined, undefined],
    ])
    expect(await suppressedUntil()).toBe(now() + days(7))
  })

  test('altered or old it is refused', async () => {
    const text = JSON.stringify([event('spamreport')])
    expect((await post('sendgrid', text.replace('spam', 'Spam'), signed(text))).status).toBe(401)
    expect((await post('sendgrid', text, signed(text, now() - days(2)))).status).toBe(401)
    expect((await post('sendgrid', text)).status).toBe(401)
  })
})

test('a suppressed address still gets mail in a browser that it signed in with', async () => {
  // Invariant 9: no complaint shuts out a known browser.
  const { store, vault, clock } = world.runtime.ports
  const id = message as Id<'message'>
  const artifact = { kind: 'mail-notice', id: 'x', json: '{}', expiresAt: (now() + days(1)) as never }
  const event = {
    id: vault.id<'event'>(clock.now()),
    type: 'message.complained',
    application: '' as Id<'application'>,
  } as const
  const suppress = { until: (now() + days(7)) as never, reason: 'complained' }
  const outcome = await store.messages.report({ tenant: acme, now: clock.now(), id, artifact, event, suppress })
  expect(outcome).toMatchObject({ kind: 'noted', application: 'shop' })
  const count = mails.length
  await ask()
  expect(mails).toHaveLength(count)
})
