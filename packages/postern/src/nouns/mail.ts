/** `auth.mail`: mails of the host application's own to its users, through the same outbox. */
import { parseEmailAddress } from '../domain/email-address.ts'
import type { Id } from '../domain/id.ts'
import { text as anyText, either, type Kind, type Kinds, required } from '../domain/kinds.ts'
import type { Attachment } from '../domain/message.ts'
import type { Scope } from '../domain/scope.ts'
import { isUserId } from '../domain/user.ts'
import type { Engine } from '../engine/engine.ts'
import type { OwnMail } from '../engine/outbox/send-mail.ts'
import { checkArgument } from './checks.ts'

export interface Mail {
  /** One line. */
  readonly subject: string
  readonly text: string
  /** Made from the text where it is absent. */
  readonly html?: string
  /** One megabyte in all, before encoding. */
  readonly attachments?: readonly {
    readonly filename: string
    /** A media type, such as `application/pdf`. */
    readonly type: string
    readonly content: Uint8Array | string
  }[]
}

export type MailResult =
  /** Committed: it leaves now, or is tried again for a day. */
  | { readonly status: 'queued'; readonly messageId: string }
  | { readonly status: 'limited'; readonly retryAt: Date }
  | { readonly status: 'user-unknown' }

export interface MailNoun {
  /** To a user, by the user, the id or one of her addresses. Throws a `TypeError` for what is no mail. */
  send(to: { readonly id: string } | string, mail: Mail): Promise<MailResult>
}

const list: Kind = { must: 'must be a list', fits: Array.isArray }
const octets: Kind = { must: 'must be a Uint8Array', fits: (value) => value instanceof Uint8Array }
const members: Kinds<Mail> = {
  subject: required(anyText),
  text: required(anyText),
  html: anyText,
  attachments: list,
}
const attachment: Kinds<NonNullable<Mail['attachments']>[number]> = {
  filename: required(anyText),
  type: required(anyText),
  content: required(either(anyText, octets, 'must be text or a Uint8Array')),
}

const mostBytes = 1_048_576

export function mailNoun(engineOf: () => Promise<Engine>, scope: Scope): MailNoun {
  return {
    async send(to, mail) {
      const content = checkedContent(mail)
      const recipient = recipientOf(to)
      const engine = await engineOf()
      const outcome = await engine.sendMail(scope, { to: recipient, content })
      switch (outcome.kind) {
        case 'queued':
          return { status: 'queued', messageId: outcome.message }
        case 'limited':
          return { status: 'limited', retryAt: new Date(outcome.retryAt) }
        case 'user-unknown':
          return { status: 'user-unknown' }
      }
    },
  }
}

function recipientOf(to: { readonly id: string } | string): OwnMail['to'] {
  const text = typeof to === 'string' ? to : to?.id
  const address = parseEmailAddress(text)
  if (address) return { address }
  if (isUserId(text)) return { id: text as Id<'user'> }
  throw new TypeError('mail.send: to must be a user, the id of one, or an address')
}

function checkedContent(mail: Mail): OwnMail['content'] {
  checkArgument('mail', mail, members)
  const { subject, text, html, attachments = [] } = mail
  check(/^\P{Cc}{1,200}$/u.test(subject), 'subject must be one line of 200 characters at most')
  check(text !== '', 'text must not be empty')
  const attached = attachments.map(attachmentOf)
  const bytes = attached.reduce((sum, { base64 }) => sum + base64.length * 0.75, text.length + (html?.length ?? 0))
  check(bytes <= mostBytes, 'is larger than a megabyte')
  return {
    subject,
    text,
    html: html ?? `<pre style="font:inherit;white-space:pre-wrap">${escaped(text)}</pre>`,
    attachments: attached,
  }
}

function attachmentOf(given: NonNullable<Mail['attachments']>[number]): Attachment {
  checkArgument('attachments', given, attachment)
  const { filename, type, content } = given
  check(/^[^\p{Cc}/\\]{1,120}$/u.test(filename), 'attachments: filename must be a name without a path')
  check(/^[a-z]+\/[a-z0-9.+-]+$/.test(type), 'attachments: type must be a media type, such as application/pdf')
  return { filename, type, base64: Buffer.from(content as Uint8Array).toString('base64') }
}

function check(condition: boolean, must: string): void {
  if (!condition) throw new TypeError(`mail.send: ${must}`)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => text.replace(/[&<>]/g, (letter) => entities[letter] ?? letter)
