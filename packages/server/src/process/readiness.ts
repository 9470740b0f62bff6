/** What this process depends on, and how each is: the store, its schema, the outbox, the chores, the transports, the signing keys. */
import { type Runtime, type Scope, type StoreSource, signingOf } from 'postern/kit'
import type { PartState, Readiness } from '../web/health.ts'

export interface Depended {
  readonly source: StoreSource
  /** Whose access tokens this process signs. */
  readonly signing: () => readonly Scope[]
  /** There when the first request comes. */
  readonly runtime: () => Runtime
}

/** A mail that somebody should have taken so long ago waits for nobody. */
const longestWait = 60_000
/** The schema is asked for on a connection of its own. */
const schemaEvery = 60_000

export function readinessParts({ source, signing, runtime }: Depended): Pick<Readiness, 'parts' | 'vital'> {
  let schema: { readonly at: number; readonly state: PartState } | undefined
  return {
    vital: new Set(['store', 'schema']),
    parts: {
      store: async () => ((await runtime().ports.store.ready()) ? 'ok' : 'failing'),
      async schema() {
        if (!schema || performance.now() - schema.at > schemaEvery) {
          const { applied } = await source.migrate({ dryRun: true })
          schema = { at: performance.now(), state: applied.length === 0 ? 'ok' : 'failing' }
        }
        return schema.state
      },
      async outbox() {
        const { store, clock } = runtime().ports
        const now = clock.now()
        const mails = (await store.messages.waiting({ now })).find(({ channel }) => channel === 'mail')
        return mails && now - mails.due > longestWait ? 'late' : 'ok'
      },
      chores: async () => (runtime().failingChores().length > 0 ? 'failing' : 'ok'),
      transports: async () => (runtime().brokenTransports().length > 0 ? 'failing' : 'ok'),
      async keys() {
        await Promise.all(
          signing()
            .filter(signingOf)
            .map((scope) => runtime().ports.signer.check(scope)),
        )
        return 'ok'
      },
    },
  }
}
