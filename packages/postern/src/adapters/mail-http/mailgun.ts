import type { Transport } from '../../ports/transport.ts'
import { autoSubmitted, mailbox, mailTransport, post, rowIdOf, type Send, tagName } from './post.ts'

export interface MailgunOptions {
  readonly apiKey: string
  /** The sending domain. */
  readonly domain: string
  readonly region?: 'us' | 'eu'
  readonly endpoint?: string
  readonly send?: Send
}

const endpoints = { us: 'https://api.mailgun.net', eu: 'https://api.eu.mailgun.net' } as const

/** Mailgun: `POST /v3/<domain>/messages`, a form. */
export function mailgun({ apiKey, domain, region = 'us', endpoint, send }: MailgunOptions): Transport {
  return mailTransport(`mailgun:${domain}`, (message, signal) => {
    const form = new FormData()
    const fields = {
      from: mailbox(message.from),
      to: message.to,
      subject: message.subject,
      text: message.text,
      html: message.html,
      ...(message.replyTo !== undefined && { 'h:Reply-To': message.replyTo }),
      'o:tracking': 'no',
      'h:Message-Id': message.messageId,
      [`h:${autoSubmitted.name}`]: autoSubmitted.value,
      [`v:${tagName}`]: rowIdOf(message),
    }
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    for (const { filename, type, base64 } of message.attachments ?? []) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      form.append('attachment', new Blob([bytes], { type }), filename)
    }
    return post(
      {
        url: `${endpoint ?? endpoints[region]}/v3/${domain}/messages`,
        headers: { authorization: `Basic ${btoa(`api:${apiKey}`)}` },
        body: form,
        reference: (answer) => (answer as { id?: unknown }).id,
      },
      signal,
      send,
    )
  })
}
