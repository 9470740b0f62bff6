/**
 * Who looks on: for metrics and traces. Each part is passed through what is given here once, before anything uses it, and
 * what it answers is used instead. Absent, nothing stands in between.
 */

import type { Engine } from './engine/engine.ts'
import type { Ports } from './ports/ports.ts'
import type { Store } from './ports/store.ts'
import type { Transport } from './ports/transport.ts'

export interface Observer {
  readonly store?: (store: Store) => Store
  readonly engine?: (engine: Engine) => Engine
  readonly transport?: (transport: Transport) => Transport
}

type TransportsOf = Ports['transports']

/** Each transport is wrapped once, however often it is asked for. */
export function observedTransports(of: TransportsOf, wrap: Observer['transport']): TransportsOf {
  if (!wrap) return of
  const wrapped = new WeakMap<Transport, Transport>()
  const once = (transport: Transport): Transport => {
    const known = wrapped.get(transport)
    if (known) return known
    const made = wrap(transport)
    wrapped.set(transport, made)
    return made
  }
  return async (scope) => (await of(scope)).map(once)
}
