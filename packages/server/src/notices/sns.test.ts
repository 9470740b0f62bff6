import { createSign } from 'node:crypto'
import { type Instant, minutes } from 'postern/kit'
import { expect, test } from 'vitest'
import { makeCertificate } from '../../../postern/test/smtp/certificate.ts'
import { readSes } from './ses.ts'

const topic = 'arn:aws:sns:eu-west-1:123456789012:bounces'
const host = 'https://sns.eu-west-1.amazonaws.com'
const certificateUrl = `${host}/SimpleNotificationService-${'0a'.repeat(16)}.pem`
const now = Date.now() as Instant
const { key, cert } = makeCertificate(['sns.amazonaws.com'])

const bounced = {
  eventType: 'Bounce',
  bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'a@example.com', status: '5.1.1' }] },
  mail: { messageId: 'ses-1', tags: { 'postern-message': ['01kz3v9m4qe7x2c5b8n1d6f0ga'] } },
}

function signed(changes: Readonly<Record<string, string>> = {}, message: object = bounced) {
  const fields: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'sns-1',
    TopicArn: topic,
    Message: JSON.stringify(message),
    Timestamp: new Date(now - minutes(1)).toISOString(),
    SignatureVersion: '2',
    SigningCertURL: certificateUrl,
    ...changes,
  }
  const names =
    fields['Type'] === 'Notification'
      ? ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']
  const text = names.map((name) => `${name}\n${fields[name]}\n`).join('')
  const hash = fields['SignatureVersion'] === '2' ? 'sha256' : 'sha1'
  return JSON.stringify({ Signature: createSign(hash).update(text).sign(key, 'base64'), ...fields })
}

function reading(body: string, secret = topic) {
  const got: string[] = []
  const get = async (url: string) => {
    got.push(url)
    return cert
  }
  return { got, read: readSes({ header: () => undefined, body, now, secret }, get) }
}

test.each(['1', '2'])('a bounce that Amazon signed (version %s) is taken', async (version) => {
  const { read, got } = reading(signed({ SignatureVersion: version }))
  expect(await read).toEqual({
    kind: 'notices',
    notices: [
      {
        message: '01kz3v9m4qe7x2c5b8n1d6f0ga',
        id: 'sns-1',
        kind: 'bounced',
        badAddress: true,
        reason: 'hard',
        status: '5.1.1',
      },
    ],
  })
  expect(got).toEqual([certificateUrl])
})

test.each([
  ['another topic', { TopicArn: 'arn:aws:sns:eu-west-1:999999999999:theirs' }],
  [
    'a certificate from another host',
    {
      SigningCertURL:
        'https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a.pem',
    },
  ],
  ['a certificate from another region', { SigningCertURL: certificateUrl.replace('eu-west-1', 'us-east-1') }],
  ['a certificate over http', { SigningCertURL: certificateUrl.replace('https', 'http') }],
  ['another path on the host', { SigningCertURL: `${host}/upload/SimpleNotificationService-x.pem` }],
  ['yesterday', { Timestamp: new Date(now - minutes(60 * 30)).toISOString() }],
  ['a type of its own', { Type: 'Other' }],
])('what is signed for %s is not believed, and no certificate is read', async (_, changes) => {
  const { read, got } = reading(signed(changes))
  expect(await read).toEqual({ kind: 'unverified' })
  expect(got).toEqual([])
})

test('what was altered after it was signed is not believed', async () => {
  const body = signed().replace('a@example.com', 'b@example.com')
  expect(await reading(body).read).toEqual({ kind: 'unverified' })
  expect(await reading('not json').read).toEqual({ kind: 'unverified' })
})

test('a topic that asks to be confirmed is confirmed at Amazon, and nowhere else', async () => {
  const more = { Type: 'SubscriptionConfirmation', Token: 'token' }
  const at = `${host}/?Action=ConfirmSubscription&Token=token`
  const ours = reading(signed({ ...more, SubscribeURL: at }))
  expect(await ours.read).toEqual({ kind: 'notices', notices: [] })
  expect(ours.got).toEqual([certificateUrl, at])
  const elsewhere = reading(signed({ ...more, SubscribeURL: 'https://evil.example/' }))
  await elsewhere.read
  expect(elsewhere.got).toEqual([certificateUrl])
})

test('a certificate whose time is over proves nothing', async () => {
  const old = makeCertificate(['sns.amazonaws.com'], true)
  const read = readSes({ header: () => undefined, body: signed(), now, secret: topic }, async () => old.cert)
  expect(await read).toEqual({ kind: 'unverified' })
})

test('complaints and delays are taken as what they are', async () => {
  const mail = bounced.mail
  const complaint = await reading(signed({}, { notificationType: 'Complaint', mail })).read
  expect(complaint).toMatchObject({ notices: [{ kind: 'complained' }] })
  const delay = await reading(signed({}, { eventType: 'DeliveryDelay', mail })).read
  expect(delay).toMatchObject({ notices: [{ kind: 'delayed' }] })
  expect(await reading(signed({}, { eventType: 'Delivery', mail })).read).toEqual({ kind: 'notices', notices: [] })
})
