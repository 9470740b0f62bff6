import type { Handover, Transport } from '../../ports/transport.ts'
import { autoSubmitted, mailbox, mailTransport, post, rowIdOf, type Send, tagName } from './post.ts'

export interface ResendOptions {
  readonly apiKey: string
  readonly endpoint?: string
  readonly send?: Send
}

/**
 * Resend: `POST /emails`, one mail per idempotency key within 24 hours. A repeat is written anew and may say another time:
 * the service refuses the second text under the first key, which says that the mail is on its way.
 * https://resend.com/docs/dashboard/emails/idempotency-keys
 */
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
        judge: (status, { name }) => ofName(status, name),
      },
      signal,
      send,
    ),
  )
}

function ofName(status: number, name: unknown): Handover | undefined {
  if (status === 409 && name === 'invalid_idempotent_request') return { kind: 'taken' }
  // Quotas of a day or a month are the account's, and no pause ends them soon.
  return status === 429 && /quota/.test(String(name)) ? { kind: 'down', reason: 'quota-spent' } : undefined
}
