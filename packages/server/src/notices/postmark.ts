/** Postmark: nothing is signed; the URL it calls holds user and password, which come as basic authentication. */
import { tagName } from 'postern/kit'
import { showsSecret } from './basic-auth.ts'
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

export function readPostmark(posted: Posted): Reading {
  if (!showsSecret(posted)) return unverified
  return notices(noticeOf(fieldsOf(parsed(posted.body))))
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
