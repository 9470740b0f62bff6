import type { Handover, Transport } from '../../ports/transport.ts'
import { autoSubmitted, mailbox, mailTransport, post, rowIdOf, type Send, tagName } from './post.ts'

export interface PostmarkOptions {
  readonly serverToken: string
  /** `outbound` by default. */
  readonly stream?: string
  readonly endpoint?: string
  readonly send?: Send
}

/** Postmark: `POST /email`. */
export function postmark(options: PostmarkOptions): Transport {
  const { serverToken, stream = 'outbound', endpoint = 'https://api.postmarkapp.com', send } = options
  return mailTransport('postmark', (message, signal) =>
    post(
      {
        url: `${endpoint}/email`,
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          'x-postmark-server-token': serverToken,
        },
        body: JSON.stringify({
          From: mailbox(message.from),
          To: message.to,
          ...(message.replyTo !== undefined && { ReplyTo: message.replyTo }),
          Subject: message.subject,
          TextBody: message.text,
          HtmlBody: message.html,
          MessageStream: stream,
          TrackOpens: false,
          TrackLinks: 'None',
          Headers: [{ Name: autoSubmitted.name, Value: autoSubmitted.value }],
          Metadata: { [tagName]: rowIdOf(message) },
          ...(message.attachments?.length && {
            Attachments: message.attachments.map(({ filename, type, base64 }) => ({
              Name: filename,
              Content: base64,
              ContentType: type,
            })),
          }),
        }),
        reference: (answer) => (answer as { MessageID?: unknown }).MessageID,
        judge: (status, { ErrorCode }) => (status === 422 ? ofCode(ErrorCode) : undefined),
      },
      signal,
      send,
    ),
  )
}

/** 406: it has bounced or complained before. 300, 402, 403, 411: this mail. The rest is about the account or its sender. */
function ofCode(code: unknown): Handover {
  const reason = `postmark-${Number(code) || 0}`
  if (code === 406) return { kind: 'refused', reason, suppress: true }
  if (code === 300 || code === 402 || code === 403 || code === 411) return { kind: 'refused', reason }
  return { kind: 'down', reason }
}
