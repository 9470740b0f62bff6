import type { Transport } from '../../ports/transport.ts'
import { autoSubmitted, mailTransport, post, rowIdOf, type Send, tagName } from './post.ts'

export interface SendGridOptions {
  readonly apiKey: string
  readonly region?: 'global' | 'eu'
  readonly endpoint?: string
  readonly send?: Send
}

const endpoints = { global: 'https://api.sendgrid.com', eu: 'https://api.eu.sendgrid.com' } as const
const untracked = { enable: false } as const

/** SendGrid: `POST /v3/mail/send`; the mail's id is in the header `X-Message-Id`. */
export function sendgrid({ apiKey, region = 'global', endpoint, send }: SendGridOptions): Transport {
  return mailTransport('sendgrid', (message, signal) =>
    post(
      {
        url: `${endpoint ?? endpoints[region]}/v3/mail/send`,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          personalizations: [{ to: [{ email: message.to }], custom_args: { [tagName]: rowIdOf(message) } }],
          from: { email: message.from.address, name: message.from.name },
          ...(message.replyTo !== undefined && { reply_to: { email: message.replyTo } }),
          subject: message.subject,
          headers: { [autoSubmitted.name]: autoSubmitted.value },
          // Text comes first: RFC 2046 §5.1.4, and the service insists.
          content: [
            { type: 'text/plain', value: message.text },
            { type: 'text/html', value: message.html },
          ],
          tracking_settings: { click_tracking: untracked, open_tracking: untracked },
          ...(message.attachments?.length && {
            attachments: message.attachments.map(({ filename, type, base64 }) => ({
              filename,
              type,
              content: base64,
              disposition: 'attachment',
            })),
          }),
        }),
        reference: () => undefined,
      },
      signal,
      send,
    ),
  )
}
