/** Standard Webhooks 1.0.0 (standardwebhooks.com): how a body is signed, and how a signature is checked. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Instant, minutes } from 'postern/kit'

/** As its owner sees it: `whsec_` and base64 of 24 to 64 bytes. */
export const secretPattern = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/

export const formatSecret = (bytes: Uint8Array): string => `whsec_${Buffer.from(bytes).toString('base64')}`

const bytesOf = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

export interface Signed {
  readonly id: string
  readonly at: Instant
  readonly body: string
}

/** One signature for each secret, so that a receiver may hold any of them. */
export function signatureHeaders(
  secrets: readonly string[],
  { id, at, body }: Signed,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${macOf(secret, { id, timestamp, body })}`).join(' '),
  }
}

const tolerance = minutes(5)

/** Whether the body was signed with this secret within five minutes of now. */
export function isSigned(
  secret: string,
  { id, timestamp, signatures, body }: Readonly<Record<'id' | 'timestamp' | 'signatures' | 'body', string>>,
  now: Instant,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > tolerance) return false
  const expected = Buffer.from(macOf(secret, { id, timestamp, body }))
  return signatures.split(' ').some((each) => {
    const [version, text = ''] = each.split(',', 2)
    const given = Buffer.from(text)
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

function macOf(secret: string, { id, timestamp, body }: Readonly<Record<'id' | 'timestamp' | 'body', string>>): string {
  return createHmac('sha256', bytesOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')
}
