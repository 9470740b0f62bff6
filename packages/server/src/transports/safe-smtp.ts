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
    const address = await judgedAddress(options.host, resolve, line?.address)
    if (address === undefined) return undefined
    resolvedAt = performance.now()
    if (line?.address === address) return line.transport
    void line?.transport.close?.()
    line = { address, transport: smtp(throughAddress(options, address)) }
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

/** An address of the host, `kept` where it still is one. None where one of them is not of the public internet. */
export async function judgedAddress(host: string, resolve: Resolve, kept?: string): Promise<string | undefined> {
  const addresses = await resolve(host)
  if (!addresses.every(isPublic)) return undefined
  return addresses.find((one) => one === kept) ?? addresses[0]
}

export const throughAddress = (options: SmtpOptions, address: string): SmtpOptions => ({
  ...options,
  host: address,
  tls: { servername: options.host },
})
