import { parseEmailAddress } from '../../domain/email-address.ts'
import type { Rendered } from '../../domain/message.ts'

/** A mail as it goes over the wire: the envelope, and the bytes of the message. */
export interface Mail {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly bytes: Buffer
}

const control = /\p{Cc}/u
const plainSender = /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+$/
const plainMessageId = /^<[\w.-]+@[\w.-]+>$/

/**
 * Whether every value bound for a header or the envelope is one line, and both addresses plainly one mailbox: nothing
 * here is left for another parser to read differently.
 */
export function isSendable(message: Rendered): boolean {
  const { from, to, subject, messageId } = message
  if ([from.name, subject].some((value) => control.test(value))) return false
  return plainSender.test(from.address) && plainMessageId.test(messageId) && parseEmailAddress(to)?.address === to
}

/** Text and HTML as one multipart/alternative message. */
export async function compose(message: Rendered): Promise<Mail> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const { from, to, subject, text, html, messageId, attachments = [] } = message
  const composer = new MailComposer({
    from: { name: from.name, address: from.address },
    to: { name: '', address: to },
    subject,
    text,
    html,
    attachments: attachments.map(({ filename, type, base64 }) => ({
      filename,
      contentType: type,
      content: Buffer.from(base64, 'base64'),
    })),
    messageId,
    date: new Date(),
    headers: { 'Auto-Submitted': 'auto-generated' },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { from, to, bytes: await composer.compile().build() }
}
