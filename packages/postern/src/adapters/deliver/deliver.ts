/**
 * Delivery by the host's own code: a mail service's API, SMS, push, chat. Fed from the outbox like any transport, so a
 * message commits before it is handed over, and is tried again where the code throws.
 */
import type { Attachment, MessageKind, Rendered } from '../../domain/message.ts'
import type { Handover, Transport } from '../../ports/transport.ts'

/** What is to be delivered, to exactly one recipient. `link` and `code` are secrets: deliver them, and log neither. */
export interface Delivery {
  /** Same for every try of the same message: a service that takes an idempotency key takes this. */
  readonly messageId: string
  readonly kind: MessageKind
  readonly to: string
  readonly from: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Only in messages that carry them. */
  readonly link?: string
  readonly code?: string
  readonly attachments: readonly Attachment[]
  /** Aborted when the delivery has taken 30 s: it will be tried again. */
  readonly signal: AbortSignal
}

/** Nothing, or a reference that the service gave. `refused` ends the message: trying again would not help. */
export type Delivered = void | { readonly reference?: string } | { readonly refused: string }

export type Deliver = (delivery: Delivery) => Delivered | Promise<Delivered>

export function deliverBy(deliver: Deliver): Transport {
  return {
    name: 'deliver',
    channel: 'mail',
    async send(message, signal) {
      try {
        return handoverOf(await deliver(deliveryOf(message, signal)))
      } catch {
        // What it threw may carry the link or the address: none of it becomes a reason.
        return { kind: 'later', reason: 'deliver-threw', mend }
      }
    },
  }
}

const mend = 'What it threw is not shown, since it may hold the link: catch it in mail.deliver to see it.'

function deliveryOf({ facts, attachments = [], ...message }: Rendered, signal: AbortSignal): Delivery {
  return { ...message, ...facts, attachments, signal }
}

function handoverOf(delivered: Delivered): Handover {
  if (!delivered) return { kind: 'taken' }
  if ('refused' in delivered) return { kind: 'refused', reason: wordOf(delivered.refused) }
  return { kind: 'taken', ...(delivered.reference !== undefined && { reference: delivered.reference }) }
}

/** Reasons are stable words and end in events. */
const wordOf = (text: string): string => (/^[a-z0-9-]{1,40}$/.test(text) ? text : 'refused')
