/** Which addresses a tenant's URL may lead to: those of the public internet, and nothing that stands for another one. */
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** RFC 4291 §2.4, IANA: global unicast. What else calls itself unicast there is not assigned. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

export function isPublic(address: string): boolean {
  // As the system reads addresses: `1.2.3` and `0x7f.1` are none.
  if (isIP(address) === 0) return false
  const parsed = ipaddr.parse(address)
  // IPv4 inside IPv6 (mapped, NAT64, 6to4, Teredo) has ranges of its own, none of them `unicast`.
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalUnicast)
}
