/** Mailgun: the body holds a timestamp and a token with their HMAC. Later tries bring what the first one did. */
import { createHmac, timingSafeEqual } from 'node:crypto'
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

/** It tries for eight hours. The token keeps a notice from counting twice. */
const oldest = hours(12)

export function readMailgun({ body, now, secret }: Posted): Reading {
  const { signature, 'event-data': data } = fieldsOf(parsed(body))
  const { timestamp, token, signature: given } = fieldsOf(signature)
  if (typeof token !== 'string' || typeof given !== 'string' || !/^\d{1,12}$/.test(wordOf(timestamp))) return unverified
  const at = Number(timestamp) * 1000
  if (!(Math.abs(now - at) < oldest)) return unverified
  const expected = createHmac('sha256', secret)
    .update(wordOf(timestamp) + token)
    .digest()
  const presented = Buffer.from(given, 'hex')
  if (presented.length !== expected.length || !timingSafeEqual(presented, expected)) return unverified
  return notices(noticeOf(token, fieldsOf(data)))
}

/** A number comes as one, or as its text. */
const wordOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

function noticeOf(id: string, data: Readonly<Record<string, unknown>>): Notice | undefined {
  const { event, severity, 'user-variables': variables, 'delivery-status': status } = data
  const about = { id, message: fieldsOf(variables)[tagName] }
  if (event === 'complained') return notice(about, 'complained')
  if (event !== 'failed') return undefined
  if (severity === 'temporary') return notice(about, 'delayed')
  const { 'enhanced-code': enhanced, 'bounce-type': type, message } = fieldsOf(status)
  return bounce(about, { permanent: type === undefined || type === 'hard', status: enhanced ?? message })
}
