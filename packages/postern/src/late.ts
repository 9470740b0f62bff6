/**
 * What a mount loads when it is first needed, and not before: an application that nobody has called yet holds none of it.
 * The one list, beside words of other languages (`copy/words.ts`) and signing (`adapters/jose/load-jose.ts`).
 */
import type { nodeListener } from './bindings/node-listener.ts'
import type { createApp } from './http/app.ts'
import type { startWorkings } from './workings.ts'

/** By `start()`, or by the first call: the engine, and mails with their words, of which some may wait since before. */
export const loadWorkings = (): Promise<{ readonly startWorkings: typeof startWorkings }> => import('./workings.ts')

/** By the first request: routes and pages. */
export const loadApp = (): Promise<{ readonly createApp: typeof createApp }> => import('./http/app.ts')

/** By the first request that Node's own HTTP brings: other hosts never need its stack. */
export const loadNodeListener = (): Promise<{ readonly nodeListener: typeof nodeListener }> =>
  import('./bindings/node-listener.ts')
