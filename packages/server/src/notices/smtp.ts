/**
 * Plain SMTP: what comes back is a mail, which whoever receives it posts here as it is. Nothing of it is signed, and anybody
 * can write to the address that takes it: who knows the password is believed, and only about a message whose id the mail
 * has, which nobody has seen but its sender, its recipient and the servers between.
 */
import { createHash } from 'node:crypto'
import { parseEmailAddress, parseId } from 'postern/kit'
import { showsSecret } from './basic-auth.ts'
import type { FieldGroup } from './field-groups.ts'
import { type MailReport, mailReport } from './mail-report.ts'
import { bounce, type Notice, notice, notices, type Posted, type Reading, unverified } from './notice.ts'

export async function readSmtp(posted: Posted): Promise<Reading> {
  if (!showsSecret(posted)) return unverified
  const report = await mailReport(posted.body)
  const message = report && messageOf(report)
  if (!report || message === undefined) return notices()
  const told = report.id ?? posted.body
  const about = (of: string) => ({ message, id: digest([told, message, of].join('\n')) })
  return notices(complaintOf(report, about('')), ...report.status.map((group) => noticeOf(group, about)))
}

/** The row of our message: the envelope's id, where we gave one and it came back, or what the Message-ID begins with. */
function messageOf({ status, feedback, returned }: MailReport): string | undefined {
  const envelope = [...status.slice(0, 1), feedback].map((group) => group?.get('original-envelope-id') ?? '')
  const mail = /^<([^<>@]+)@/.exec(returned?.get('message-id') ?? '')?.[1] ?? ''
  return [...envelope, mail].find((text) => parseId(text) !== undefined)
}

/** Reports of fraud, of viruses and of what was no spam at all are no complaint of the reader's. */
function complaintOf({ feedback }: MailReport, about: About): Notice | undefined {
  return feedback?.get('feedback-type')?.toLowerCase() === 'abuse' ? notice(about, 'complained') : undefined
}

interface About {
  readonly message: string
  readonly id: string
}

/** What a group says of its recipient. `relayed`, `expanded` and `delivered` are no failures, and no news. */
function noticeOf(group: FieldGroup, aboutOf: (recipient: string) => About): Notice | undefined {
  const recipients = recipientsOf(group)
  const about = aboutOf(recipients.join(' '))
  const status = finestStatus(group)
  switch (/^[a-z]+/.exec(group.get('action')?.toLowerCase() ?? '')?.[0]) {
    case 'failed':
      return bounce(about, { permanent: status?.startsWith('5.') ?? false, status, recipients })
    case 'delayed':
      return notice(about, 'delayed', status === undefined ? {} : { status })
    default:
      return undefined
  }
}

/** Whom the sender named, and whom the mail was for in the end: another one, where it was handed on. */
function recipientsOf(group: FieldGroup): readonly string[] {
  return ['original-recipient', 'final-recipient'].flatMap((name) => {
    const address = /;\s*<?([^<>]*)/.exec(group.get(name) ?? '')?.[1]?.trim() ?? ''
    return address === '' ? [] : [parseEmailAddress(address)?.key ?? address]
  })
}

/** Some servers say `5.0.0` of everything, and what the other side answered beside it. */
function finestStatus(group: FieldGroup): string | undefined {
  const status = /^[245]\.\d{1,3}\.\d{1,3}(?!\.?\w)/.exec(group.get('status') ?? '')?.[0]
  if (status !== undefined && !status.endsWith('.0.0')) return status
  const answered = /^smtp\s*;\s*\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?!\.?\w)/i
  const finer = answered.exec(group.get('diagnostic-code') ?? '')?.[1]
  return finer !== undefined && (status === undefined || finer[0] === status[0]) ? finer : status
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
