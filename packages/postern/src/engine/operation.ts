import type { Scope } from '../domain/scope.ts'
import type { Ports } from '../ports/ports.ts'

/** What Postern does, one function each: ports, the scope resolved at the door, and plain input. */
export type Operation<I, O> = (ports: Ports, scope: Scope, input: I) => Promise<O>
