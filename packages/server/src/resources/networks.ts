/** Networks a key may be used from: CIDR ranges, or single addresses. Callers are known by their /32 or /64. */
import ipaddr from 'ipaddr.js'

/** The range as it is kept, or nothing where the text is none: host bits are refused, not dropped. */
export function readNetwork(text: string): string | undefined {
  const [address = '', bits, ...more] = text.split('/')
  if (more.length > 0 || !isAddress(address)) return undefined
  const parsed = ipaddr.parse(address)
  const widest = parsed.kind() === 'ipv4' ? 32 : 64
  if (bits === undefined) return parsed.kind() === 'ipv4' ? `${parsed.toString()}/32` : undefined
  const width = /^(?:0|[1-9]\d{0,2})$/.test(bits) ? Number(bits) : -1
  if (width < 0 || width > widest) return undefined
  return hasHostBits(parsed.toByteArray(), width) ? undefined : `${parsed.toString()}/${width}`
}

/** Whether all of the one lies within the other. Both are as they are kept. */
export function isWithin(network: string, other: string): boolean {
  const [address, bits] = ipaddr.parseCIDR(network)
  const [range, width] = ipaddr.parseCIDR(other)
  return address.kind() === range.kind() && bits >= width && address.match(range, width)
}

/** An IPv4 address in four parts, or an IPv6 one without a zone: nothing that only some readers take for one. */
const isAddress = (text: string): boolean =>
  ipaddr.IPv4.isValidFourPartDecimal(text) || (ipaddr.IPv6.isValid(text) && !text.includes('%') && text.includes(':'))

function hasHostBits(bytes: readonly number[], width: number): boolean {
  return bytes.some((byte, at) => {
    const kept = Math.min(8, Math.max(0, width - at * 8))
    return (byte & (0xff >> kept)) !== 0
  })
}
