import type { Transport } from '../../ports/transport.ts'
import { autoSubmitted, mailbox, mailTransport, post, rowIdOf, type Send, tagName } from './post.ts'

export interface ResendOptions {
  readonly apiKey: string
  readonly endpoint?: string
  readonly send?: Send
}

/** Resend: `POST /emails`, one mail per idempotency key within 24 hours. */
export function resend({ apiKey, endpoint = 'https://api.resend.com', send }: ResendOptions): Transport {
  return mailTransport('resend', (message, signal) =>
    post(
      {
        url: `${endpoint}/emails`,
        headers: {
          authorization: `Bearer ${apiKey}`,
          'content-type': 'application/json',
          'idempotency-key': rowIdOf(message),
        },
        body: JSON.stringify({
          from: mailbox(message.from),
          to: [message.to],
          ...(message.replyTo !== undefined && { reply_to: message.replyTo }),
          subject: message.subject,
          text: message.text,
          html: message.html,
          headers: { [autoSubmitted.name]: autoSubmitted.value },
          tags: [{ name: tagName, value: rowIdOf(message) }],
          ...(message.attachments?.length && {
            attachments: message.attachments.map(({ filename, type, base64 }) => ({
              filename,
              content: base64,
              content_type: type,
            })),
          }),
        }),
        reference: (answer) => (answer as { id?: unknown }).id,
        // Quotas of a day or a month are the account's, and no pause ends them soon.
        judge: (status, { name }) =>
          status === 429 && /quota/.test(String(name)) ? { kind: 'down', reason: 'quota-spent' } : undefined,
      },
      signal,
      send,
    ),
  )
}
