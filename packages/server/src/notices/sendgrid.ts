/** SendGrid: a list of events, signed by ECDSA over timestamp and body. */
import { createPublicKey, verify } from 'node:crypto'
import { hours, tagName } from 'postern/kit'
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

/** It tries for a day. */
const oldest = hours(25)

export function readSendGrid({ header, body, now, secret }: Posted): Reading {
  const timestamp = header('x-twilio-email-event-webhook-timestamp') ?? ''
  const signature = header('x-twilio-email-event-webhook-signature') ?? ''
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > oldest) return unverified
  if (!isSigned(secret, timestamp + body, signature)) return unverified
  const events: unknown = parsed(body)
  return notices(...(Array.isArray(events) ? events : []).map((event: unknown) => noticeOf(fieldsOf(event))))
}

/** `secret` is the verification key of the settings: a public key, base64 without armour. */
function isSigned(secret: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ec' && verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}

function noticeOf(event: Readonly<Record<string, unknown>>): Notice | undefined {
  const about = { id: event['sg_event_id'], message: event[tagName] }
  const { type, status, reason } = event
  switch (event['event']) {
    case 'spamreport':
      return notice(about, 'complained')
    case 'deferred':
      return notice(about, 'delayed')
    case 'bounce':
      return bounce(about, { permanent: type === 'bounce', status })
    case 'dropped':
      return bounce(about, { permanent: reason === 'Bounced Address' || reason === 'Invalid' })
    default:
      return undefined
  }
}
