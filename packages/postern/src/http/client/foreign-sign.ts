/**
 * What tells that a request began on another machine: its peer, or what a proxy on its way noted. A framework or proxy
 * of this machine notes loopback alone, and that is no sign. Whoever knows no peer is judged by headers only.
 */
import { isLoopback } from '../../domain/loopback.ts'
import { namedAddresses } from './address.ts'
import type { Sender } from './read-client.ts'

/** Where proxies note one address. */
const addressHeaders = ['x-real-ip', 'cf-connecting-ip', 'true-client-ip'] as const

/** The name of the first sign: `peer`, or a header in lower case. */
export function foreignSign({ peer, header }: Sender): string | undefined {
  if (peer !== undefined && !isLoopback(peer)) return 'peer'
  if (!areHere({ xForwardedFor: header('x-forwarded-for') })) return 'x-forwarded-for'
  if (!areHere({ forwarded: header('forwarded') })) return 'forwarded'
  if (!hostsOf(header('x-forwarded-host')).every(isHere)) return 'x-forwarded-host'
  return addressHeaders.find((name) => !areHere({ xForwardedFor: header(name) }))
}

/** An address that cannot be read is somebody else's. */
const areHere = (named: Parameters<typeof namedAddresses>[0]): boolean =>
  namedAddresses(named).every((address) => address !== undefined && isLoopback(address))

const hostsOf = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean)

/** The port may be any: a framework's own, before ours. */
function isHere(host: string): boolean {
  const url = `http://${host}`
  return URL.canParse(url) && isLoopback(new URL(url).hostname)
}
