/**
 * Against local fakes that speak each service's contract as it was documented on 2026-11-22: Resend, "Send Email" and
 * "Idempotency Keys" (resend.com/docs); Postmark, "Email API" and its error codes (postmarkapp.com/developer); Amazon SES
 * API v2, "SendEmail" (docs.aws.amazon.com/ses); Mailgun, "Messages" (documentation.mailgun.com); Twilio SendGrid, "Mail
 * Send" (twilio.com/docs/sendgrid); Standard Webhooks 1.0.0.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Rendered } from '../../domain/message.ts'
import type { Transport } from '../../ports/transport.ts'
import { mailgun } from './mailgun.ts'
import type { Send } from './post.ts'
import { postmark } from './postmark.ts'
import { resend } from './resend.ts'
import { sendgrid } from './sendgrid.ts'
import { ses } from './ses.ts'
import { signedWebhook } from './signed-webhook.ts'

interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

let server: Server
let endpoint: string
let received: Received[]
let answer: Answer

beforeEach(async () => {
  received = []
  answer = { status: 200, body: {} }
  server = createServer((incoming, outgoing) => {
    let body = ''
    incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    incoming.on('end', () => {
      received.push({ path: `${incoming.method} ${incoming.url}`, headers: incoming.headers, body })
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {})
      if (answer.status !== 0) outgoing.writeHead(answer.status, answer.headers).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const id = '01kz3v9m4qe7x2c5b8n1d6f0ga'
const mail: Rendered = {
  messageId: `<${id}@acme.example>`,
  from: { name: 'Acme "& Co"', address: 'no-reply@acme.example' },
  to: 'anna@example.com',
  replyTo: 'help@acme.example',
  subject: 'Your code is 123 456',
  text: 'Code: 123 456',
  html: '<p>Code: <b>123 456</b></p>',
  attachments: [{ filename: 'a.txt', type: 'text/plain', base64: 'aGk=' }],
  facts: { kind: 'sign-in', link: 'https://x.example/#1', code: '123456' },
}
const apiKey = 'the-secret-of-the-account'

const services: Readonly<Record<string, () => Transport>> = {
  resend: () => resend({ apiKey, endpoint }),
  postmark: () => postmark({ serverToken: apiKey, endpoint }),
  ses: () =>
    ses({ region: 'eu-west-1', endpoint, sign: async ({ headers }) => ({ ...headers, authorization: apiKey }) }),
  mailgun: () => mailgun({ apiKey, domain: 'mg.acme.example', endpoint }),
  sendgrid: () => sendgrid({ apiKey, endpoint }),
  webhook: () => signedWebhook({ url: `${endpoint}/deliver`, sign: () => ({ 'webhook-id': id }), send: sendPlainly }),
}

const sendPlainly: Send = async ({ url, headers, body }, signal) => {
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const send = (service: string, signal = new AbortController().signal) =>
  (services[service] as () => Transport)().send(mail, signal)
const last = (): Received => received.at(-1) as Received
const lastJson = () => JSON.parse(last().body)

describe('what is sent', () => {
  test('to Resend: one mail, under an idempotency key, tagged with our id', async () => {
    answer = { status: 200, body: { id: '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794' } }
    expect(await send('resend')).toEqual({ kind: 'taken', reference: '49a3999c-0ce1-4ea6-ab68-afcd6dc2e794' })
    expect(last().path).toBe('POST /emails')
    expect(last().headers).toMatchObject({ authorization: `Bearer ${apiKey}`, 'idempotency-key': id })
    expect(lastJson()).toEqual({
      from: '"Acme \\"& Co\\"" <no-reply@acme.example>',
      to: ['anna@example.com'],
      reply_to: 'help@acme.example',
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      headers: { 'Auto-Submitted': 'auto-generated' },
      tags: [{ name: 'postern-message', value: id }],
      attachments: [{ filename: 'a.txt', content: 'aGk=', content_type: 'text/plain' }],
    })
  })

  test('to Postmark: untracked, with our id as metadata', async () => {
    answer = { status: 200, body: { MessageID: 'b7bc2f4a', ErrorCode: 0, Message: 'OK' } }
    expect(await send('postmark')).toEqual({ kind: 'taken', reference: 'b7bc2f4a' })
    expect(last().path).toBe('POST /email')
    expect(last().headers['x-postmark-server-token']).toBe(apiKey)
    expect(lastJson()).toMatchObject({
      To: 'anna@example.com',
      ReplyTo: 'help@acme.example',
      TextBody: mail.text,
      HtmlBody: mail.html,
      MessageStream: 'outbound',
      TrackOpens: false,
      TrackLinks: 'None',
      Metadata: { 'postern-message': id },
      Attachments: [{ Name: 'a.txt', Content: 'aGk=', ContentType: 'text/plain' }],
    })
  })

  test('to Amazon SES: a simple message, signed, with our id as a tag', async () => {
    answer = { status: 200, body: { MessageId: '0102018f' } }
    expect(await send('ses')).toEqual({ kind: 'taken', reference: '0102018f' })
    expect(last().path).toBe('POST /v2/email/outbound-emails')
    expect(last().headers.authorization).toBe(apiKey)
    expect(lastJson()).toMatchObject({
      Destination: { ToAddresses: ['anna@example.com'] },
      ReplyToAddresses: ['help@acme.example'],
      Content: { Simple: { Subject: { Data: mail.subject, Charset: 'UTF-8' }, Body: { Text: { Data: mail.text } } } },
      EmailTags: [{ Name: 'postern-message', Value: id }],
    })
  })

  test('to Mailgun: a form, with our Message-ID and our id as a variable', async () => {
    answer = { status: 200, body: { id: '<1@mg.acme.example>', message: 'Queued. Thank you.' } }
    expect(await send('mailgun')).toEqual({ kind: 'taken', reference: '<1@mg.acme.example>' })
    expect(last().path).toBe('POST /v3/mg.acme.example/messages')
    expect(last().headers.authorization).toBe(`Basic ${btoa(`api:${apiKey}`)}`)
    const { body, headers } = last()
    const form = await new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
    expect(form.get('to')).toBe('anna@example.com')
    expect(form.get('h:Message-Id')).toBe(mail.messageId)
    expect(form.get('v:postern-message')).toBe(id)
    expect(form.get('h:Reply-To')).toBe('help@acme.example')
    expect(form.get('o:tracking')).toBe('no')
    expect(await (form.get('attachment') as File).text()).toBe('hi')
  })

  test('to SendGrid: text before HTML, untracked, with our id as an argument', async () => {
    answer = { status: 202, body: '', headers: { 'x-message-id': '14c5d75ce93' } }
    expect(await send('sendgrid')).toEqual({ kind: 'taken', reference: '14c5d75ce93' })
    expect(last().path).toBe('POST /v3/mail/send')
    const sent = lastJson()
    expect(sent.personalizations).toEqual([
      { to: [{ email: 'anna@example.com' }], custom_args: { 'postern-message': id } },
    ])
    expect(sent.reply_to).toEqual({ email: 'help@acme.example' })
    expect(sent.content.map(({ type }: { type: string }) => type)).toEqual(['text/plain', 'text/html'])
    expect(sent.tracking_settings).toEqual({ click_tracking: { enable: false }, open_tracking: { enable: false } })
  })

  test('to a webhook: the whole message, its secrets included, signed', async () => {
    answer = { status: 204, body: '' }
    expect(await send('webhook')).toEqual({ kind: 'taken' })
    expect(last().headers['webhook-id']).toBe(id)
    expect(lastJson()).toMatchObject({
      type: 'message.send',
      data: {
        id,
        to: 'anna@example.com',
        replyTo: 'help@acme.example',
        kind: 'sign-in',
        code: '123456',
        link: 'https://x.example/#1',
      },
    })
  })
})

describe.each(Object.keys(services))('%s answers', (service) => {
  test.each([
    [429, 'later'],
    [500, 'down'],
    [503, 'down'],
    [302, 'down'],
    [401, 'down'],
    [403, 'down'],
    [400, 'refused'],
  ] as const)('%i, which is taken as %s', async (status, kind) => {
    answer = {
      status,
      body: { message: `no mail for anna@example.com with ${apiKey}` },
      headers: { location: '/elsewhere' },
    }
    const handover = await send(service)
    expect(handover.kind).toBe(kind)
    expect(JSON.stringify(handover)).not.toMatch(/anna|secret/)
    expect(received).toHaveLength(1)
  })

  test('with a pause, which is kept', async () => {
    answer = { status: 429, headers: { 'retry-after': '17' } }
    expect(await send(service)).toEqual({ kind: 'later', reason: 'http-429', pause: 17_000 })
  })

  test('with half of a body, which is taken all the same', async () => {
    answer = { status: 200, body: '{"id": "49a' }
    expect(await send(service)).toMatchObject({ kind: 'taken' })
  })

  test('nothing, so that nobody knows what came of it', async () => {
    answer = { status: 0 }
    expect(await send(service, AbortSignal.timeout(50))).toEqual({ kind: 'later', reason: 'unknown-outcome' })
  })
})

test.each(Object.keys(services))('%s is down where nobody listens', async (service) => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect(await send(service)).toEqual({ kind: 'down', reason: 'connection-failed' })
})

test.each(Object.keys(services))('%s is never given two recipients', async (service) => {
  for (const to of [
    'anna@example.com,bob@example.com',
    'anna@example.com\r\nBcc: bob@example.com',
    'A <anna@example.com>',
  ]) {
    const transport = (services[service] as () => Transport)()
    const handover = await transport.send({ ...mail, to }, new AbortController().signal)
    expect(handover).toEqual({ kind: 'refused', reason: 'message-invalid' })
  }
  expect(received).toEqual([])
})

test('Amazon SES names its faults in a header', async () => {
  answer = { status: 400, headers: { 'x-amzn-errortype': 'AccountSuspendedException' }, body: { message: 'x' } }
  expect(await send('ses')).toEqual({ kind: 'down', reason: 'ses-account' })
})

describe('what a service says of the account or the address', () => {
  test.each([
    [
      'postmark',
      422,
      { ErrorCode: 406, Message: 'Inactive' },
      { kind: 'refused', reason: 'postmark-406', suppress: true },
    ],
    ['postmark', 422, { ErrorCode: 300, Message: 'Invalid' }, { kind: 'refused', reason: 'postmark-300' }],
    ['postmark', 422, { ErrorCode: 400, Message: 'Sender' }, { kind: 'down', reason: 'postmark-400' }],
    ['resend', 429, { name: 'daily_quota_exceeded' }, { kind: 'down', reason: 'quota-spent' }],
    ['resend', 409, { name: 'concurrent_idempotent_requests' }, { kind: 'later', reason: 'http-409' }],
    ['resend', 409, { name: 'invalid_idempotent_request' }, { kind: 'taken' }],
    ['ses', 400, { __type: 'TooManyRequestsException' }, { kind: 'later', reason: 'ses-throttled' }],
    ['ses', 400, { __type: 'MailFromDomainNotVerifiedException' }, { kind: 'down', reason: 'ses-account' }],
    ['ses', 400, { __type: 'MessageRejected' }, { kind: 'refused', reason: 'http-400' }],
  ] as const)('%s %i %o', async (service, status, body, handover) => {
    answer = { status, body }
    expect(await send(service)).toEqual(handover)
  })
})
