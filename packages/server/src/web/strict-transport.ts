import { isLoopback } from 'postern/kit'

/**
 * What `Strict-Transport-Security` says (RFC 6797): https alone, for a year, on this host. What stands below the host is
 * not ours to decide, and on loopback it would hold for every other server of the machine.
 */
export function strictTransport(baseUrl: string): string | undefined {
  const { protocol, hostname } = new URL(baseUrl)
  return protocol === 'https:' && !isLoopback(hostname) ? 'max-age=31536000' : undefined
}
