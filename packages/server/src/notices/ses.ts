/** Amazon SES, by way of an SNS topic. A topic that asks to be confirmed is confirmed, if it is the tenant's. */
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
import { type Get, readSns } from './sns.ts'

/** Here the secret is the topic's name: what is signed is signed for it. */
export async function readSes({ body, now, secret: topic }: Posted, get: Get): Promise<Reading> {
  const found = await readSns({ body, topic, now }, get)
  if (!found) return unverified
  if (found.type === 'SubscriptionConfirmation') {
    if (found.subscribeUrl !== undefined) await get(found.subscribeUrl)
    return notices()
  }
  return notices(noticeOf(found.id, fieldsOf(parsed(found.message))))
}

function noticeOf(id: string, fields: Readonly<Record<string, unknown>>): Notice | undefined {
  const tags = fieldsOf(fieldsOf(fields['mail'])['tags'])[tagName]
  const about = { id, message: Array.isArray(tags) ? tags[0] : undefined }
  switch (fields['eventType'] ?? fields['notificationType']) {
    case 'Complaint':
      return notice(about, 'complained')
    case 'DeliveryDelay':
      return notice(about, 'delayed')
    case 'Bounce': {
      const { bounceType, bouncedRecipients } = fieldsOf(fields['bounce'])
      const [first] = Array.isArray(bouncedRecipients) ? bouncedRecipients : []
      return bounce(about, { permanent: bounceType === 'Permanent', status: fieldsOf(first)['status'] })
    }
    default:
      return undefined
  }
}
