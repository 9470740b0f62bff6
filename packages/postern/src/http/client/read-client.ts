/** Who calls, from a request's headers: the same for the routes and for code of the host that hands a request over. */
import type { Client } from '../../domain/client.ts'
import { parseCredential } from '../../domain/credential.ts'
import type { Scope } from '../../domain/scope.ts'
import { heldBy } from '../holder.ts'
import { clientAddress, type ForwardingHeader, networksOf } from './address.ts'
import { type CookieKind, cookieName, readCookie } from './cookies.ts'
import { labelOf } from './label.ts'

export interface ClientSettings {
  readonly development: boolean
  readonly trustedHops: number | undefined
  readonly forwardingHeader: ForwardingHeader
  readonly placeOf: ((address: string) => string | undefined) | undefined
  readonly onUntrustedForwarding: () => void
}

/** What a request shows of its sender. */
export interface Sender {
  /** A header in lower case, several joined by a comma. */
  header(name: string): string | undefined
  /** The other end of the connection, where it is known. */
  readonly peer: string | undefined
  /** A program's handle, where it came in the body. */
  readonly handle?: string | undefined
}

export function readClient(settings: ClientSettings, scope: Scope, sender: Sender): Client {
  const { address, untrustedForwarding } = clientAddress({
    peer: sender.peer,
    xForwardedFor: sender.header('x-forwarded-for'),
    forwarded: sender.header('forwarded'),
    trustedHops: settings.trustedHops,
    header: settings.forwardingHeader,
  })
  if (untrustedForwarding) settings.onUntrustedForwarding()
  const { browser, device } = labelOf(sender.header('user-agent'))
  const networks = networksOf(address)
  const network = networks.at(-1)
  const place = address === undefined ? undefined : settings.placeOf?.(address)
  const cookie = (kind: CookieKind): string | undefined =>
    readCookie(sender.header('cookie'), cookieName(kind, scope.tenant.id, !settings.development))
  const asker = parseCredential<'binding'>(sender.handle ?? sender.header('postern-handle') ?? cookie('binding'))
  const known = parseCredential<'browser'>(cookie('browser'))
  return {
    kind: isBrowser(sender) ? 'browser' : 'program',
    asked: {
      ...(browser === undefined ? {} : { browser }),
      ...(device === undefined ? {} : { device }),
      ...(place === undefined ? {} : { place }),
      ...(network === undefined ? {} : { network }),
    },
    networks: untrustedForwarding ? [] : networks,
    ...(untrustedForwarding ? { networkHidden: true } : {}),
    ...(asker ? { asker } : {}),
    ...(known ? { browser: known } : {}),
    ...heldBy(scope, cookie('session'), sender.header('authorization')),
  }
}

/** A browser sends `Sec-Fetch-Site` or `Origin`; script cannot take the former away. A program sends neither. */
function isBrowser({ header }: Sender): boolean {
  return header('sec-fetch-site') !== undefined || header('origin') !== undefined
}
