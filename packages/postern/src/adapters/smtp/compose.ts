import { parseEmailAddress } from '../../domain/email-address.ts'
import type { Rendered } from '../../domain/message.ts'

/** A mail as it goes over the wire: what the envelope is made of, and the bytes of the message. */
export interface Mail {
  /** The message's, which its Message-ID begins with. */
  readonly id: string
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
  const { from, to, subject, messageId, replyTo } = message
  if ([from.name, subject].some((value) => control.test(value))) return false
  if (replyTo !== undefined && parseEmailAddress(replyTo)?.address !== replyTo) return false
  return plainSender.test(from.address) && plainMessageId.test(messageId) && parseEmailAddress(to)?.address === to
}

/** Text and HTML as one multipart/alternative message, in one of several parts where there are attachments. */
export function compose(message: Rendered): Promise<Mail> {
  return message.attachments?.length ? composeWithAttachments(message) : composePlain(message)
}

/** By nodemailer's composer, which goes through a dozen turns of the event loop, and two milliseconds of work. */
async function composeWithAttachments(message: Rendered): Promise<Mail> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const { from, to, replyTo, subject, text, html, messageId, attachments = [] } = message
  const composer = new MailComposer({
    from: { name: from.name, address: from.address },
    to: { name: '', address: to },
    ...(replyTo !== undefined && { replyTo: { name: '', address: replyTo } }),
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
  return { id: idOf(messageId), from, to, bytes: await composer.compile().build() }
}

/** In one go, with nodemailer's headers and encodings: every sign-in has such a mail, and a busy server's turns are long. */
async function composePlain(message: Rendered): Promise<Mail> {
  const [{ default: MimeNode }, qp] = await Promise.all([
    import('nodemailer/lib/mime-node'),
    import('nodemailer/lib/qp'),
  ])
  const { from, to, replyTo, subject, text, html, messageId } = message
  const root = new MimeNode('multipart/alternative')
  root.setHeader({
    'Auto-Submitted': 'auto-generated',
    From: mailbox(from.name, from.address),
    To: mailbox('', to),
    ...(replyTo !== undefined && { 'Reply-To': mailbox('', replyTo) }),
    Subject: subject,
    'Message-ID': messageId,
    Date: new Date().toUTCString().replace('GMT', '+0000'),
  })
  const head = root.buildHeaders()
  const parts = [part('text/plain', text, qp), part('text/html', html, qp)]
  const boundary = `--${root.boundary}`
  const body = [...parts.flatMap((one) => [boundary, one]), `${boundary}--`, ''].join('\r\n')
  return { id: idOf(messageId), from, to, bytes: Buffer.from(`${head}\r\n\r\n${body}`, 'utf8') }
}

const idOf = (messageId: string): string => messageId.slice(1, messageId.indexOf('@'))

/** Taken as it is, never parsed from text: the types know of text alone. */
const mailbox = (name: string, address: string): string => ({ name, address }) as unknown as string

interface QuotedPrintable {
  encode(text: string): string
  wrap(text: string, lineLength: number): string
}

const longestLine = 76

/** Encoded in any case: no line is too long, and no byte is one that a relay may change. */
function part(type: string, content: string, qp: QuotedPrintable): string {
  const text = content.replace(/\r?\n|\r/g, '\r\n')
  const [encoding, body] = isMostlyLatin(text)
    ? ['quoted-printable', qp.wrap(qp.encode(text), longestLine)]
    : [
        'base64',
        (
          Buffer.from(text, 'utf8')
            .toString('base64')
            .match(/.{1,76}/g) ?? []
        ).join('\r\n'),
      ]
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`
}

/** Whether quoted-printable, three bytes for each that is not ASCII, is the shorter one. */
function isMostlyLatin(text: string): boolean {
  return Buffer.byteLength(text) - text.length < text.length / 6
}
