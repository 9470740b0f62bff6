/** Messages of Amazon SNS: whether Amazon signed them, for one topic. */
import { verify, X509Certificate } from 'node:crypto'
import { hours, type Instant } from 'postern/kit'
import { fieldsOf, parsed } from './notice.ts'

/** Reads what is at a URL of Amazon's. */
export type Get = (url: string) => Promise<string>

export interface SnsMessage {
  readonly type: string
  readonly id: string
  readonly message: string
  readonly subscribeUrl?: string
}

const signedMembers: Readonly<Record<string, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
}

/** A try may come an hour later; what is older is somebody else's copy. */
const oldest = hours(25)

/**
 * The message, if Amazon signed it for this topic. Anybody may have a topic, and Amazon signs for all of them alike: the
 * certificate comes from the host of the topic's region, and from nowhere else.
 */
export async function readSns(
  { body, topic, now }: { readonly body: string; readonly topic: string; readonly now: Instant },
  get: Get,
): Promise<SnsMessage | undefined> {
  const fields = fieldsOf(parsed(body))
  const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '')
  const members = signedMembers[text('Type')]
  if (!members || text('TopicArn') !== topic) return undefined
  if (!(Math.abs(now - Date.parse(text('Timestamp'))) < oldest)) return undefined
  const host = hostOf(topic)
  const certificateUrl = text('SigningCertURL')
  if (!certificateUrl.startsWith(`https://${host}/SimpleNotificationService-`)) return undefined
  if (!/\/SimpleNotificationService-[0-9a-f]{32}\.pem$/.test(certificateUrl)) return undefined
  const signed = members.map((name) => (fields[name] === undefined ? '' : `${name}\n${text(name)}\n`)).join('')
  const algorithm = text('SignatureVersion') === '2' ? 'sha256' : 'sha1'
  const signature = Buffer.from(text('Signature'), 'base64')
  const certificate = new X509Certificate(await get(certificateUrl))
  if (!isValidAt(certificate, now)) return undefined
  if (!verify(algorithm, Buffer.from(signed), certificate.publicKey, signature)) return undefined
  const subscribeUrl = text('SubscribeURL')
  return {
    type: text('Type'),
    id: text('MessageId'),
    message: text('Message'),
    ...(subscribeUrl.startsWith(`https://${host}/`) && { subscribeUrl }),
  }
}

/** `arn:aws:sns:eu-west-1:…` → `sns.eu-west-1.amazonaws.com`. */
function hostOf(topic: string): string {
  const [, partition = '', , region = ''] = topic.split(':')
  return `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`
}

const isValidAt = ({ validFromDate, validToDate }: X509Certificate, now: Instant): boolean =>
  validFromDate.getTime() <= now && now < validToDate.getTime()
