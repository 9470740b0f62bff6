/**
 * IP addresses as numbers, and back as the one text each has (RFC 5952). IPv4 is strict dotted decimal: forms with
 * leading zeros, hexadecimal or fewer parts are read differently by different programs, so they are none.
 */
export interface IpAddress {
  /** 4 parts of 8 bits, or 8 parts of 16. */
  readonly parts: readonly number[]
}

const maxLength = 64
const decimal = /^(?:0|[1-9][0-9]{0,2})$/
const hextet = /^[0-9a-fA-F]{1,4}$/

/** The address, without its zone; IPv4 in IPv6 clothes (`::ffff:192.0.2.1`) is IPv4. Total. */
export function parseIpAddress(text: unknown): IpAddress | undefined {
  if (typeof text !== 'string' || text.length > maxLength) return undefined
  if (!text.includes(':')) return asAddress(parseFour(text))
  const zone = text.indexOf('%')
  return asAddress(parseSix(zone === -1 ? text : text.slice(0, zone)))
}

export function formatIpAddress({ parts }: IpAddress): string {
  if (parts.length === 4) return parts.join('.')
  const { start, length } = longestZeros(parts)
  if (length < 2) return hex(parts)
  return `${hex(parts.slice(0, start))}::${hex(parts.slice(start + length))}`
}

/** The network of the address's first `bits`, as `192.0.2.0/24`. */
export function formatNetwork({ parts }: IpAddress, bits: number): string {
  const width = parts.length === 4 ? 8 : 16
  const kept = parts.map((part, at) => {
    const free = Math.min(width, Math.max(0, (at + 1) * width - bits))
    return (part >> free) << free
  })
  return `${formatIpAddress({ parts: kept })}/${bits}`
}

function parseFour(text: string): readonly number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => decimal.test(part) && Number(part) < 256)) return undefined
  return parts.map(Number)
}

function parseSix(text: string): readonly number[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [left, right] = halves.map((half, at) => parseGroups(half, at === halves.length - 1))
  if (!left || (halves.length === 2 && !right)) return undefined
  if (!right) return left.length === 8 ? left : undefined
  const zeros = 8 - left.length - right.length
  return zeros < 1 ? undefined : [...left, ...new Array<number>(zeros).fill(0), ...right]
}

/** Groups between colons; only the very last may be dotted. */
function parseGroups(text: string, last: boolean): readonly number[] | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const dotted = last && groups.at(-1)?.includes('.') ? parseFour(groups.pop() ?? '') : []
  if (!dotted || !groups.every((group) => hextet.test(group))) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = dotted
  const tail = dotted.length === 4 ? [a * 256 + b, c * 256 + d] : []
  return [...groups.map((group) => Number.parseInt(group, 16)), ...tail]
}

function asAddress(parts: readonly number[] | undefined): IpAddress | undefined {
  if (!parts) return undefined
  const isMapped = parts.length === 8 && parts[5] === 0xffff && parts.slice(0, 5).every((part) => part === 0)
  return { parts: isMapped ? parts.slice(6).flatMap((part) => [part >> 8, part & 255]) : parts }
}

function longestZeros(parts: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 }
  let start = 0
  for (const [at, part] of parts.entries()) {
    if (part !== 0) start = at + 1
    else if (at + 1 - start > best.length) best = { start, length: at + 1 - start }
  }
  return best
}

const hex = (parts: readonly number[]): string => parts.map((part) => part.toString(16)).join(':')
