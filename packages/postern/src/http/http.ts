/** What every route is given: the engine and the settings of the door. Built once; nothing of it changes per request. */

import type { Inbox } from '../adapters/dev-inbox/dev-inbox.ts'
import type { Instant } from '../domain/instant.ts'
import type { Engine } from '../engine/engine.ts'
import type { Clock } from '../ports/clock.ts'
import type { Directory } from '../ports/directory.ts'
import type { Signals } from '../ports/signals.ts'
import type { ForwardingHeader } from './client/address.ts'

export interface Http {
  readonly engine: Engine
  readonly clock: Clock
  readonly directory: Directory
  readonly signals: Signals
  /** The mount path without a final slash: `/auth`. */
  readonly base: string
  /** The configured origin. Nothing is ever built from a Host header. */
  readonly origin: string
  /** Its host, as a request names it. */
  readonly host: string
  /** Whether the base URL is on loopback, over http: the one place where plain cookies and the inbox exist. */
  readonly development: boolean
  /** Whether only this machine is answered: in development, but where it was opened to a private network. */
  readonly loopbackOnly: boolean
  /** Whether a request for another Host is refused. */
  readonly checksHost: boolean
  /** Whether a tenant has this host. Asked for hosts that are not ours. */
  readonly knowsHost?: (host: string) => Promise<boolean>
  /** Whether tenants are also found by path: `/t/<tenant>` before every route of theirs. */
  readonly tenantPaths?: boolean
  readonly trustedHops: number | undefined
  readonly forwardingHeader: ForwardingHeader
  /** A coarse place for an address, when the host supplies one. */
  readonly placeOf: ((address: string) => string | undefined) | undefined
  readonly inbox: { readonly box: Inbox; readonly key: string | undefined; readonly base: string } | undefined
  /** Whether a secret lets another service ask about tokens. Absent: nobody may. */
  readonly mayIntrospect?: (secret: string) => boolean
  /** What lets a timer of the host's run chores over HTTP, where it is wanted. */
  readonly chores?: {
    readonly mayRun: (secret: string) => boolean
    readonly run: () => Promise<{ readonly nextAt: Instant }>
  }
  /** Told of every call, where no loop runs and calls must do its work. */
  readonly onCall: (() => void) | undefined
  readonly onFault: (fault: unknown, about: { readonly route: string }) => void
  /** Ends what would otherwise go on for ever, such as event streams, when the process is about to stop. */
  readonly ending: AbortSignal
  /** Told when forwarding headers are not what `trustedHops` says. */
  readonly onUntrustedForwarding: () => void
}
