/**
 * The SMTP transport, on nodemailer's client. Opens nothing before the first mail, keeps connections warm, and turns
 * whatever a mail server does into one of a transport's four answers. Refuses to send without TLS, except on loopback.
 */
import type { Rendered } from '../../domain/message.ts'
import type { Handover, Transport } from '../../ports/transport.ts'
import { compose, isSendable } from './compose.ts'
import { createPool, type Pool } from './pool.ts'
import { readSettings, type SmtpMore, type SmtpOptions } from './settings.ts'
import { verdict } from './verdict.ts'

export type { SmtpMore, SmtpOptions, SmtpTimeouts, SmtpTls } from './settings.ts'

/**
 * Sends mail through an SMTP server. Takes options or a URL: `smtp://user:pass@host:port`, or `smtps://…` for TLS from
 * the first byte; beside a URL, `more` holds what it does not say. Throws a `TypeError` that names the option when one is wrong; connects with the first mail.
 * Needs the package `nodemailer`.
 */
export function smtp(options: SmtpOptions | string, more?: SmtpMore): Transport {
  const settings = readSettings(options, more)
  const pool = createPool(settings)
  return {
    name: `smtp:${settings.host}:${settings.port}`,
    channel: 'mail',
    atOnce: settings.pool,
    send: (message, signal) => send(pool, message, signal),
    close: () => pool.close(),
  }
}

async function send(pool: Pool, message: Rendered, signal: AbortSignal): Promise<Handover> {
  if (!isSendable(message)) return { kind: 'refused', reason: 'message-invalid' }
  try {
    return await pool.hand(await compose(message), signal)
  } catch (error) {
    return verdict(error, false)
  }
}
