import type { Id } from '../domain/id.ts'
import type { Instant } from '../domain/instant.ts'
import type { Message, Sealed } from '../domain/message.ts'
import type { Scope } from '../domain/scope.ts'
import type { Session } from '../domain/session.ts'
import type { User } from '../domain/user.ts'
import type { Clock } from './clock.ts'
import type { Directory } from './directory.ts'
import type { Hooks } from './hooks.ts'
import type { Renderer } from './renderer.ts'
import type { Signals } from './signals.ts'
import type { Signer } from './signer.ts'
import type { Store } from './store.ts'
import type { Transport } from './transport.ts'
import type { Vault } from './vault.ts'
import type { Webhooks } from './webhooks.ts'

/** A committed message with its secrets still in memory, on its way to be delivered at once. */
export interface Posted {
  readonly scope: Scope
  readonly message: Message
  readonly secrets?: Sealed
}

/** Claims beside our own, which it cannot overwrite. */
export type ClaimsHook = (
  user: User,
  session: Omit<Session, 'hash'>,
  roles: readonly string[],
) => Promise<Readonly<Record<string, unknown>>>

export interface Ports {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly directory: Directory
  readonly renderer: Renderer
  /** Those of a scope, in order of preference. Their names are their circuits'. */
  readonly transports: (scope: Scope) => readonly Transport[] | Promise<readonly Transport[]>
  readonly webhooks?: Webhooks
  readonly signals: Signals
  readonly hooks: Hooks
  readonly signer: Signer
  /** What the host application adds to access tokens. Never throws, and answers in time. */
  readonly claims?: ClaimsHook
  /** The name under which this process holds leases. */
  readonly node: Id<'node'>
  /** Whether this process hears of it for the first time until then. Forgets the oldest when there are too many. */
  readonly once: (what: string, until: Instant) => boolean
  /** Takes committed messages for delivery from memory. Never throws; what it drops, the lease's end brings back. */
  readonly post: (posted: Posted) => void
}
