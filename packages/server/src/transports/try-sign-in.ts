/** Signs in to a mail server that a tenant chose, where the server itself would connect to it, and leaves. */
import { tryMailLogin } from 'postern/kit'
import type { SmtpOptions } from 'postern/smtp'
import { type Resolve, raced, resolveAll } from '../webhooks/safe-send.ts'
import { judgedAddress, throughAddress } from './safe-smtp.ts'

const longestStep = 5_000

/** `reason` is a stable word. Answers in ten seconds at most: the half of it for DNS. */
export async function trySignIn(
  options: SmtpOptions,
  resolve: Resolve = resolveAll,
): Promise<Awaited<ReturnType<typeof tryMailLogin>>> {
  const address = await raced(judgedAddress(options.host, resolve), AbortSignal.timeout(longestStep)).catch(() => null)
  if (address === null) return { kind: 'down', reason: 'dns-failed' }
  if (address === undefined) return { kind: 'down', reason: 'address-refused' }
  try {
    return await tryMailLogin({ ...throughAddress(options, address), timeouts: { connect: longestStep } })
  } catch (fault) {
    if (fault instanceof TypeError) return { kind: 'down', reason: 'settings-refused' }
    throw fault
  }
}
