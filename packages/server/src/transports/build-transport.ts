/** One transport from its settings, with its secret opened. */
import {
  type Instant,
  mailgun,
  postmark,
  resend,
  type Send,
  type SignCall,
  sendgrid,
  ses,
  signedWebhook,
  type Transport,
} from 'postern/kit'
import { type SmtpOptions, smtp } from 'postern/smtp'
import type { KeptTransport } from '../resources/transports.ts'
import { signatureHeaders } from '../webhooks/standard-webhooks.ts'
import { safeSmtp } from './safe-smtp.ts'

export interface Building {
  readonly value: KeptTransport
  readonly secret: string
  /** How URLs that a tenant chose are called. */
  readonly safeSend: Send
  readonly development: boolean
  readonly now: () => Instant
}

export function buildTransport({ value, secret, safeSend, development, now }: Building): Transport {
  switch (value.kind) {
    case 'smtp': {
      const options = smtpOptionsOf(value, secret)
      return development ? smtp(options) : safeSmtp(options)
    }
    case 'resend':
      return resend({ apiKey: secret })
    case 'postmark':
      return postmark({ serverToken: secret, ...(value.stream !== undefined && { stream: value.stream }) })
    case 'ses': {
      const { region, accessKeyId, configurationSet } = value
      const sign = signerFor({ region, accessKeyId, secretAccessKey: secret })
      return ses({ region, sign, ...(configurationSet !== undefined && { configurationSet }) })
    }
    case 'mailgun':
      return mailgun({ apiKey: secret, domain: value.domain, ...(value.region && { region: value.region }) })
    case 'sendgrid':
      return sendgrid({ apiKey: secret, ...(value.region && { region: value.region }) })
    case 'webhook': {
      const sign = (id: string, body: string) => signatureHeaders([secret], { id, at: now(), body })
      return signedWebhook({ url: value.url, sign, send: safeSend })
    }
  }
}

export function smtpOptionsOf(
  { host, port, secure, user, returnPath }: Extract<KeptTransport, { readonly kind: 'smtp' }>,
  secret: string,
): SmtpOptions {
  return { host, port, secure, returnPath, ...(user !== undefined && { user, pass: secret }) }
}

/** AWS Signature Version 4 for SES. */
export function signerFor(account: {
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}): SignCall {
  return async ({ url, headers, body }) => {
    const { AwsClient } = await import('aws4fetch')
    const client = new AwsClient({ ...account, service: 'ses' })
    const signed = await client.sign(url, { method: 'POST', headers, body })
    return Object.fromEntries(signed.headers)
  }
}
