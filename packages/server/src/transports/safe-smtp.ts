/**
 * SMTP to a host that a tenant chose: as with its URLs, every address of the name is judged, and the connection goes to one
 * that was. The certificate still has to bear the name. A relay inside the network is the installation's to configure.
 */
import type { Handover, Transport } from 'postern/kit'
import { type SmtpOptions, smtp } from 'postern/smtp'
import { isPublic } from '../webhooks/permitted.ts'
import { type Resolve, resolveAll } from '../webhooks/safe-send.ts'

/** How long an answer of the resolver is good for. */
const keptFor = 60_000

const refused: Handover = { kind: 'down', reason: 'address-refused' }

export function safeSmtp(options: SmtpOptions, resolve: Resolve = resolveAll): Transport {
  // Judges the options at once, and opens nothing.
  const { name, atOnce = 1 } = smtp(options)
  let line: { readonly address: string; readonly transport: Transport } | undefined
  let resolvedAt = Number.NEGATIVE_INFINITY

  const lineFor = async (): Promise<Transport | undefined> => {
    if (line && performance.now() - resolvedAt < keptFor) return line.transport
    const addresses = await resolve(options.host)
    const [first] = addresses
    if (first === undefined || !addresses.every(isPublic)) return undefined
    resolvedAt = performance.now()
    if (line && addresses.includes(line.address)) return line.transport
    void line?.transport.close?.()
    line = { address: first, transport: smtp({ ...options, host: first, tls: { servername: options.host } }) }
    return line.transport
  }

  return {
    name,
    channel: 'mail',
    atOnce,
    async send(message, signal) {
      const found = await lineFor().catch(() => null)
      if (found === null) return { kind: 'down', reason: 'dns-failed' }
      return found ? found.send(message, signal) : refused
    },
    close: async () => line?.transport.close?.(),
  }
}
