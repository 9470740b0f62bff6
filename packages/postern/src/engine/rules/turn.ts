/** One decision under way: what it works with, for whom, and the moment at which it decides. */
import type { Id } from '../../domain/id.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'

export interface Turn {
  readonly ports: Ports
  readonly scope: Scope
  readonly now: Instant
  /** What every command of the store is given: `store.x.y({ ...turn.at, … })`. */
  readonly at: { readonly tenant: Id<'tenant'>; readonly now: Instant }
}

export function turnNow(ports: Ports, scope: Scope): Turn {
  const now = ports.clock.now()
  return { ports, scope, now, at: { tenant: scope.tenant.id, now } }
}
