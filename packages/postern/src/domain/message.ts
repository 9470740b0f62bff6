/**
 * Messages: one outgoing mail each. A row holds facts and sealed secrets; the secrets are wiped once it is sent or
 * expired, and no interface reads them back.
 */
import type { Asked } from './attempt.ts'
import type { EmailAddress } from './email-address.ts'
import type { Id } from './id.ts'
import type { Instant } from './instant.ts'

/** About the account of somebody who is signed in. The first three carry a link and a code, as a sign-in mail does. */
export type AccountMail = 'change-address' | 'step-up' | 'delete' | 'address-taken' | 'address-changed' | 'deleted'

/** `none` is queued where nothing may be sent, so that the work of asking looks the same (invariant 10). */
export type MessageKind =
  | 'sign-in'
  | 'sign-up-closed'
  | 'approved-elsewhere'
  | 'new-device'
  | 'invitation'
  | 'custom'
  | 'event'
  | AccountMail
  | 'none'

/** By which way a message leaves. */
export type Channel = 'mail' | 'webhook'

export type MessageState = 'held' | 'queued' | 'sent' | 'failed' | 'expired' | 'dropped'

/** The secrets of a mail about an attempt, as sealed into its row. */
export interface MessageSecrets {
  readonly link: string
  readonly cancel: string
  readonly code: string
  /** What a caller with a key wants its template to show: names and plain text. */
  readonly state?: Readonly<Record<string, string>>
}

/** A mail that the host application wrote. Sealed like a secret: it is nobody else's to read. */
export interface MessageContent {
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly Attachment[]
}

export interface Attachment {
  readonly filename: string
  /** A media type, `application/pdf`. */
  readonly type: string
  readonly base64: string
}

/** What a webhook is told, as sealed into its row: the body of the call. */
export interface CallContent {
  readonly body: string
}

/** What a row seals, by the kind of its message. A webhook's seals `CallContent`. */
export type Sealed = MessageSecrets | MessageContent

export interface MessageFacts {
  readonly kind: MessageKind
  readonly locale: string
  readonly mark?: string
  readonly askedAt: Instant
  readonly program: boolean
  readonly asked: Asked
  /** What the mail tells beside its secrets: closed words, masked addresses, times. */
  readonly about?: Readonly<Record<string, string>>
}

export interface MessageDraft {
  readonly id: Id<'message'>
  readonly channel: Channel
  readonly application: Id<'application'>
  /** Absent in mails that belong to no attempt. */
  readonly attempt?: Id<'attempt'>
  readonly to: EmailAddress
  readonly facts: MessageFacts
  readonly sealed?: Uint8Array
  readonly state: 'held' | 'queued'
  /** Born leased to the node that made it. */
  readonly lease: Lease
  /** After this its secrets are worth nothing. */
  readonly deadline: Instant
}

export interface Lease {
  readonly owner: string
  readonly until: Instant
}

export interface Message extends Omit<MessageDraft, 'state'> {
  readonly tenant: Id<'tenant'>
  readonly state: MessageState
  /** Deliveries begun so far. */
  readonly tries: number
  readonly nextAt: Instant
  readonly createdAt: Instant
  readonly reason?: string
  /** Its row is damaged: of its facts, who asked and what it is about are missing. */
  readonly unreadable?: true
}

/** A webhook's call as it leaves: the same `id` for every try, and for the same event told again. */
export interface WebhookCall {
  readonly tenant: Id<'tenant'>
  readonly webhook: string
  readonly id: string
  readonly body: string
}

/** A mail as a transport takes it: exactly one recipient. */
export interface Rendered {
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  /** Where answers go, when that is not `from`. */
  readonly replyTo?: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments?: readonly Attachment[]
  /** What the development inbox shows beside the mail. Other transports ignore it. */
  readonly facts: { readonly kind: MessageKind; readonly link?: string; readonly code?: string }
}
