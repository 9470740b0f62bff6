/** By whom mails are sent, and in whose name. */
import { smtp } from 'postern/smtp'
import { z } from 'zod'
import { whole } from './from-text.ts'
import { judgedBy } from './judged.ts'
import { faultOf, mailFromFault } from './library-rule.ts'
import { setting } from './setting.ts'

const text = z.string().min(1)

export const mailSettings = {
  smtpUrl: setting(judgedBy(text, smtpFault), {
    env: 'SMTP_URL',
    secret: true,
    wants: 'smtp://user:password@host:port, or smtps://… for TLS from the first byte',
    means: 'The mail server. Without it `postern dev` keeps mails in its inbox.',
    byDefault: 'none',
  }),
  smtpPool: setting(z.int().min(1).max(100), {
    env: 'SMTP_POOL',
    read: whole,
    wants: 'a whole number from 1 to 100',
    means:
      'How many connections this process keeps to the mail server at most. They are opened as mails wait for them; where the server takes fewer, no more are asked for. A mail takes four exchanges on one: what a node sends in a second is this number divided by the time they take.',
    byDefault: '50',
  }),
  mailFrom: setting(judgedBy(text, mailFromFault), {
    env: 'MAIL_FROM',
    wants: 'an address, or a name with one: Acme <no-reply@acme.example>',
    means: 'The sender of every mail.',
    byDefault: 'none; `postern dev` with its inbox needs none',
  }),
  mailReturnPath: setting(judgedBy(text, returnPathFault), {
    env: 'MAIL_RETURN_PATH',
    wants: 'an address without a name, such as bounces@acme.example',
    means:
      'Where mails that `SMTP_URL` took are given back to: the sender of the envelope. The mail server is then asked to tell of failures and delays.',
    byDefault: 'the sender of the mail',
  }),
  mailNoticeSecret: setting(z.string().regex(/^(?=.{16,500}$)[^\s:]+:\S+$/), {
    env: 'MAIL_NOTICE_SECRET',
    secret: true,
    wants: 'user:password, 16 letters or more without a space',
    means:
      'Lets whatever receives those mails post them to `/hooks/mail/smtp/<tenant>`, for any tenant, by basic authentication. A transport of a tenant’s own has its `noticeSecret`.',
    byDefault: 'none: bounces of `SMTP_URL` are not read',
  }),
  postalLine: setting(text, {
    env: 'POSTERN_POSTAL_LINE',
    wants: 'a line of text',
    means: 'The sender’s postal address, at the foot of every mail.',
    byDefault: 'none',
  }),
}

function returnPathFault(returnPath: string): string | undefined {
  return faultOf(() => smtp({ host: 'localhost', returnPath }))?.replace('returnPath ', '')
}

function smtpFault(url: string): string | undefined {
  const why = faultOf(() => smtp(url))
  return why === undefined ? undefined : `cannot be used: ${why}`
}
