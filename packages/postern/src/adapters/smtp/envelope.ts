/** The envelope of a mail: from whom, to whom, and what is to be told of it afterwards. */
import type SmtpConnection from 'nodemailer/lib/smtp-connection'
import type { Mail } from './compose.ts'

type Envelope = Parameters<SmtpConnection['send']>[0]

/**
 * With a return path the server is asked to tell of failures and delays (RFC 3461 §4); the client leaves that out where it
 * is not offered. Anew for each try: the client writes into what it is given.
 */
export function envelopeOf(mail: Mail, returnPath?: string): Envelope {
  const to = [{ name: '', address: mail.to }]
  if (returnPath === undefined) return { from: mail.from, to }
  const dsn = { envid: mail.id, ret: 'HDRS', notify: ['FAILURE', 'DELAY'] }
  return { from: { name: '', address: returnPath }, to, dsn }
}
