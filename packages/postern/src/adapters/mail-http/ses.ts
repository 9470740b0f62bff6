import type { Handover, Transport } from '../../ports/transport.ts'
import {
  autoSubmitted,
  type HttpAnswer,
  type HttpCall,
  mailbox,
  mailTransport,
  post,
  rowIdOf,
  type Send,
  tagName,
} from './post.ts'

/** AWS Signature Version 4: the headers of this call, with those that sign it. */
export type SignCall = (call: {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}) => Promise<HttpCall['headers']>

export interface SesOptions {
  readonly region: string
  readonly sign: SignCall
  /** Notices carry our message's id only through a configuration set. */
  readonly configurationSet?: string
  readonly endpoint?: string
  readonly send?: Send
}

/** Amazon SES v2: `SendEmail`, a simple message. */
export function ses({ region, sign, configurationSet, endpoint, send }: SesOptions): Transport {
  const url = `${endpoint ?? `https://email.${region}.amazonaws.com`}/v2/email/outbound-emails`
  return mailTransport(`ses:${region}`, async (message, signal) => {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' })
    const body = JSON.stringify({
      FromEmailAddress: mailbox(message.from),
      Destination: { ToAddresses: [message.to] },
      ...(message.replyTo !== undefined && { ReplyToAddresses: [message.replyTo] }),
      Content: {
        Simple: {
          Subject: utf8(message.subject),
          Body: { Text: utf8(message.text), Html: utf8(message.html) },
          Headers: [{ Name: autoSubmitted.name, Value: autoSubmitted.value }],
          ...(message.attachments?.length && {
            Attachments: message.attachments.map(({ filename, type, base64 }) => ({
              FileName: filename,
              ContentType: type,
              RawContent: base64,
            })),
          }),
        },
      },
      EmailTags: [{ Name: tagName, Value: rowIdOf(message) }],
      ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
    })
    const headers = await sign({ url, headers: { 'content-type': 'application/json' }, body })
    const reference = (answer: unknown): unknown => (answer as { MessageId?: unknown }).MessageId
    return post(
      { url, headers, body, reference, judge: (_status, answer, headers) => ofFault(answer, headers) },
      signal,
      send,
    )
  })
}

const aboutUs = /AccountSuspended|SendingPaused|MailFromDomainNotVerified|NotFound|Signature|Token|AccessDenied/

/** REST JSON names a fault in a header (Smithy 2.0, AWS restJson1, "Operation error serialization"). */
function ofFault(answer: Readonly<Record<string, unknown>>, headers: HttpAnswer['headers']): Handover | undefined {
  const { __type: type = '' } = answer
  const name = headers.get('x-amzn-errortype') ?? (typeof type === 'string' ? type : '')
  if (/TooManyRequests|Throttl|LimitExceeded/.test(name)) return { kind: 'later', reason: 'ses-throttled' }
  return aboutUs.test(name) ? { kind: 'down', reason: 'ses-account' } : undefined
}
