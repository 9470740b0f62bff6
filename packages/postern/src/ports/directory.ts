import type { Id } from '../domain/id.ts'
import type { Scope } from '../domain/scope.ts'

/** What a call or a row says of where it belongs. What is missing is filled in; what contradicts itself is nothing. */
export interface Named {
  /** The `Host` of a request, in lower case. */
  readonly host?: string | undefined
  /** A tenant named by a path, or by a row. */
  readonly tenant?: string | undefined
  readonly application?: string | undefined
  /** The application is that of the attempt; of the session whose cookie the caller shows; the tenant's first. */
  readonly attempt?: Id<'attempt'> | undefined
  readonly session?: ((tenant: Id<'tenant'>) => Id<'session'> | undefined) | undefined
}

/** Finds tenant and application. */
export interface Directory {
  /** The library has this one and no other. */
  readonly only?: Scope
  /** The server's own, for what answers under any Host: it asks where nobody belongs, and so needs no database. */
  readonly own?: Scope
  find(by: Named): Scope | undefined | Promise<Scope | undefined>
  /** A scope of each tenant that this process works for at present: their keys are tended. */
  inUse(): readonly Scope[]
}
