/** Resend: signed by Svix, which is Standard Webhooks under other header names. */
import { tagName } from 'postern/kit'
import { isSigned } from '../webhooks/standard-webhooks.ts'
import {
  bounce,
  fieldsOf,
  type Notice,
  notice,
  notices,
  type Posted,
  parsed,
  type Reading,
  unverified,
} from './notice.ts'

export function readResend({ header, body, now, secret }: Posted): Reading {
  const id = header('svix-id') ?? ''
  const signed = { id, timestamp: header('svix-timestamp') ?? '', signatures: header('svix-signature') ?? '', body }
  if (id === '' || !isSigned(secret, signed, now)) return unverified
  return notices(noticeOf(id, fieldsOf(parsed(body))))
}

function noticeOf(id: string, { type, data }: Readonly<Record<string, unknown>>): Notice | undefined {
  const { tags, bounce: details } = fieldsOf(data)
  const about = { id, message: tagged(tags) }
  if (type === 'email.complained') return notice(about, 'complained')
  if (type === 'email.delivery_delayed') return notice(about, 'delayed')
  if (type !== 'email.bounced') return undefined
  const { type: bounceType, message } = fieldsOf(details)
  return bounce(about, { permanent: bounceType === 'Permanent', status: message })
}

/** A list of names and values as they were sent, or one object of them. */
function tagged(tags: unknown): unknown {
  if (!Array.isArray(tags)) return fieldsOf(tags)[tagName]
  return tags.map(fieldsOf).find(({ name }) => name === tagName)?.['value']
}
