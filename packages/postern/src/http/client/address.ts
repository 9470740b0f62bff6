/**
 * The network address of who calls: the peer, or what a configured number of our own proxies says about it. An entry
 * that no trusted proxy wrote is never believed. What cannot be known is left out, and no guess stands in for it.
 */
import { formatIpAddress, formatNetwork, parseIpAddress } from './ip-address.ts'
import { strip } from './strip.ts'

export type ForwardingHeader = 'x-forwarded-for' | 'forwarded'

export interface Route {
  /** The other end of the connection, as the socket names it. */
  readonly peer: string | null | undefined
  readonly xForwardedFor?: string | null | undefined
  readonly forwarded?: string | null | undefined
  /** How many proxies of ours every request passes. 0 is none, and no header counts. `undefined`: nobody has said. */
  readonly trustedHops: number | undefined
  /** The header those proxies write. A caller may send the other one as he likes, so only this one is read. */
  readonly header?: ForwardingHeader
}

export interface ClientAddress {
  /** Canonical text. Absent when it cannot be known. */
  readonly address?: string
  /**
   * The headers are not what `trustedHops` says: one came from a hop nobody configured, and the peer may be a proxy that
   * everybody shares; or the configured hops named no address, and who came past them is not known.
   */
  readonly untrustedForwarding: boolean
}

/** The client's address. Total: any header is either understood or leaves the address unknown. */
export function clientAddress(route: Route): ClientAddress {
  if (route.trustedHops === undefined) return peerUnlessForwarded(route)
  if (route.trustedHops === 0) return peerOf(route)
  const header = route.header ?? 'x-forwarded-for'
  const hops = header === 'forwarded' ? forwardedHops(route.forwarded) : listedHops(route.xForwardedFor)
  const address = canonical(hops.at(-route.trustedHops))
  return address === undefined ? { untrustedForwarding: true } : { address, untrustedForwarding: false }
}

/**
 * The address's networks from narrow to wide, as budgets count them; empty when it is unknown. By the last of them, IPv4
 * /24 or IPv6 /48, two callers are compared.
 */
export function networksOf(address: string | undefined): readonly string[] {
  const parsed = parseIpAddress(address)
  if (!parsed) return []
  const widths = parsed.parts.length === 4 ? [32, 24] : [64, 56, 48]
  return widths.map((bits) => formatNetwork(parsed, bits))
}

/** Every address that the headers name, in canonical text. `undefined` stands for one that cannot be read. */
export function namedAddresses(route: Pick<Route, 'xForwardedFor' | 'forwarded'>): readonly (string | undefined)[] {
  return [...listedHops(route.xForwardedFor), ...forwardedHops(route.forwarded)].map(canonical)
}

function peerOf({ peer }: Route): ClientAddress {
  const address = canonical(peer ?? undefined)
  return { ...(address && { address }), untrustedForwarding: false }
}

/** Whoever sends a header may be a proxy, or a caller who wants to be taken for one. */
function peerUnlessForwarded(route: Route): ClientAddress {
  const known = peerOf(route)
  return { ...known, untrustedForwarding: namedAddresses(route).some((hop) => !isOwnNote(hop, known.address)) }
}

/** Frameworks in development note the peer itself in the header. That is not a proxy. */
function isOwnNote(hop: string | undefined, peer: string | undefined): boolean {
  return hop !== undefined && (hop === peer || hop === '::1' || hop.startsWith('127.'))
}

function listedHops(header: string | null | undefined): readonly string[] {
  return header ? header.split(',').map(strip).filter(Boolean) : []
}

/**
 * RFC 7239 §4. Split at every comma, inside quotes too: no address holds one, and an open quote sent by the caller must
 * not swallow what our proxy appended.
 */
function forwardedHops(header: string | null | undefined): readonly string[] {
  return listedHops(header).map((element) => {
    const named = element
      .split(';')
      .map(strip)
      .filter((pair) => /^for=/i.test(pair))
    return named.length === 1 ? unquote(strip(named[0]?.slice(4) ?? '')) : 'unknown'
  })
}

/** With or without port and brackets, as proxies write it. */
function canonical(hop: string | undefined): string | undefined {
  const bracketed = /^\[([^\]]*)\](?::[0-9]{1,5})?$/.exec(hop ?? '')
  const withPort = /^([0-9.]+):[0-9]{1,5}$/.exec(hop ?? '')
  const parsed = parseIpAddress(bracketed?.[1] ?? withPort?.[1] ?? hop)
  return parsed && formatIpAddress(parsed)
}

const unquote = (text: string): string => (/^"[^"]*"$/.test(text) ? text.slice(1, -1) : text)
