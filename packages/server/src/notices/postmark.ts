/** Postmark: nothing is signed; the URL it calls holds user and password, which come as basic authentication. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { tagName } from 'postern/kit'
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

export function readPostmark({ header, body, secret }: Posted): Reading {
  const given = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header('authorization') ?? '')?.[1] ?? ''
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  const presented = Buffer.from(given, 'base64').toString('utf8')
  if (!timingSafeEqual(digest(presented), digest(secret))) return unverified
  return notices(noticeOf(fieldsOf(parsed(body))))
}

function noticeOf(fields: Readonly<Record<string, unknown>>): Notice | undefined {
  const { RecordType: record, Type: type, ID: id, Metadata: metadata, Details: details } = fields
  if (typeof record !== 'string' || typeof id !== 'number') return undefined
  const about = { id: `${record}-${id}`, message: fieldsOf(metadata)[tagName] }
  if (record === 'SpamComplaint') return notice(about, 'complained')
  if (record !== 'Bounce' || typeof type !== 'string') return undefined
  if (type === 'Transient') return notice(about, 'delayed')
  if (!bounces.has(type)) return undefined
  return bounce(about, { permanent: type === 'HardBounce' || type === 'BadEmailAddress', status: details })
}

/** The others are answers and confirmations: the mail arrived. */
const bounces = new Set([
  'HardBounce',
  'BadEmailAddress',
  'SoftBounce',
  'DnsError',
  'Blocked',
  'SpamNotification',
  'DMARCPolicy',
])
