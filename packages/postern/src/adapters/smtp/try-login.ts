/** Connects to a mail server, proves who we are, and leaves: whether mails could be sent, without sending one. */
import { openLine } from './line.ts'
import { readSettings, type SmtpOptions } from './settings.ts'
import { limit } from './stop.ts'
import { verdict } from './verdict.ts'

export type MailLogin = { readonly kind: 'ready' } | { readonly kind: 'down'; readonly reason: string }

/** `reason` is a stable word, as in a transport's answers. Throws a `TypeError` for options that are wrong. */
export async function tryMailLogin(options: SmtpOptions | string): Promise<MailLogin> {
  const settings = readSettings(options)
  const { stop, end } = limit(settings.timeouts.connect, new AbortController().signal)
  try {
    const line = await openLine(settings, stop)
    await line.quit()
    return { kind: 'ready' }
  } catch (error) {
    const answer = verdict(error, false)
    return { kind: 'down', reason: answer.kind === 'taken' ? 'protocol-error' : answer.reason }
  } finally {
    end()
  }
}
