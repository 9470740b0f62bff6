/** A report that came as a mail (RFC 6522): what a machine reads of it, and the head of the mail that it is about. */
import type { Attachment } from 'postal-mime'
import { type FieldGroup, fieldGroups } from './field-groups.ts'

export interface MailReport {
  /** The report's own Message-ID. */
  readonly id?: string
  /** Of a delivery status (RFC 3464), what it says of the mail and then of each recipient. */
  readonly status: readonly FieldGroup[]
  /** Of somebody's feedback (RFC 5965). */
  readonly feedback?: FieldGroup
  /** The head of the mail that came back. */
  readonly returned?: FieldGroup
}

/** A mail of ours goes to one address; what that stands for may be several. */
const mostRecipients = 10
/** Strangers write to the address that takes reports, and taking a mail apart costs by its lines: so many are looked at. */
const mostLines = 5_000
const mostLetters = 256 * 1024
const deepest = 16

const statusTypes: readonly string[] = ['message/delivery-status', 'message/global-delivery-status']
const feedbackTypes: readonly string[] = ['message/feedback-report']
const returnedTypes: readonly string[] = [
  'message/rfc822',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
]

/**
 * Nothing, for a mail that cannot be taken apart. What matters comes before the body of the mail that is returned: one that
 * was cut off there is read like a whole one.
 */
export async function mailReport(mail: string): Promise<MailReport | undefined> {
  const { default: PostalMime } = await import('postal-mime')
  const options = { maxNestingDepth: deepest, forceRfc822Attachments: true }
  const parsed = await PostalMime.parse(beginningOf(mail), options).catch(() => undefined)
  if (!parsed) return undefined
  const groupsOf = (types: readonly string[], most: number): readonly FieldGroup[] =>
    fieldGroups(textOf(parsed.attachments.find(({ mimeType }) => types.includes(mimeType))), most)
  const [feedback] = groupsOf(feedbackTypes, 1)
  const [returned] = groupsOf(returnedTypes, 1)
  return {
    ...(parsed.messageId && { id: parsed.messageId }),
    status: groupsOf(statusTypes, 1 + mostRecipients),
    ...(feedback && { feedback }),
    ...(returned && { returned }),
  }
}

function beginningOf(mail: string): string {
  const letters = mail.slice(0, mostLetters)
  let end = 0
  for (let lines = 0; lines < mostLines; lines++) {
    end = letters.indexOf('\n', end) + 1
    if (end === 0) return letters
  }
  return letters.slice(0, end)
}

/** All that is looked for is ASCII: letters of any other charset may be read wrongly. */
function textOf(part: Attachment | undefined): string {
  if (!part) return ''
  return typeof part.content === 'string' ? part.content : new TextDecoder().decode(part.content)
}
