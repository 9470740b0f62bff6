import type { Transport } from '../../ports/transport.ts'
import { mailTransport, post, rowIdOf, type Send } from './post.ts'

export interface SignedWebhookOptions {
  readonly url: string
  /** The headers that sign a body under an id, as Standard Webhooks has them. */
  readonly sign: (id: string, body: string) => Readonly<Record<string, string>>
  readonly send: Send
}

/**
 * A message handed to a service of one's own, which passes it on by SMS, push or chat, or writes the mail itself. The body
 * holds the secrets: that service delivers them.
 */
export function signedWebhook({ url, sign, send }: SignedWebhookOptions): Transport {
  return mailTransport(`webhook:${new URL(url).host}`, (message, signal) => {
    const { messageId, from, to, replyTo, subject, text, html, facts, attachments = [] } = message
    const id = rowIdOf(message)
    const timestamp = new Date().toISOString()
    const data = { id, messageId, from, to, replyTo, subject, text, html, ...facts, attachments }
    const body = JSON.stringify({ type: 'message.send', timestamp, data })
    const headers = { 'content-type': 'application/json', ...sign(id, body) }
    return post({ url, headers, body, reference: (answer) => (answer as { id?: unknown }).id }, signal, send)
  })
}
