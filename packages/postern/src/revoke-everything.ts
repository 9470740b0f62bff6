/** Ends every session, open attempt and artifact of an installation, in small steps, while its nodes run or not. */
import { randomBytes } from 'node:crypto'
import { formatId } from './domain/id.ts'
import { type Instant, instant, later } from './domain/instant.ts'
import type { RevokePlace } from './ports/records.ts'
import type { Store } from './ports/store.ts'
import type { StoreSource } from './ports/store-source.ts'

export interface RevokeEverythingOptions {
  /** Whether known browsers are forgotten as well. */
  readonly browsers: boolean
  /** Rows looked at in one step. Default 1,000: a step must not hold others up. */
  readonly limit?: number
}

export type RevokedCounts = Readonly<Record<RevokePlace['step'], number>>

/** What begins while it runs goes on: people can sign in again at once. */
export async function revokeEverything(
  source: StoreSource,
  { browsers, limit = 1000 }: RevokeEverythingOptions,
): Promise<RevokedCounts> {
  const store = await source.open()
  try {
    const before = await timeOf(store)
    const counts = { attempts: 0, artifacts: 0, sessions: 0, browsers: 0 }
    let from: RevokePlace | undefined
    do {
      const now = await timeOf(store)
      const event = { id: formatId<'event'>(now, randomBytes(10)), type: 'sessions.revoked-all', application } as const
      const done = await store.sessions.revokeAll({ before, browsers, limit, event, now, ...(from ? { from } : {}) })
      counts[from?.step ?? 'attempts'] += done.ended
      from = done.next
    } while (from)
    return counts
  } finally {
    await store.close()
  }
}

/** It is about no application more than another. */
const application = 'default' as Parameters<Store['sessions']['revokeAll']>[0]['event']['application']

/** A store may be ahead of this machine's clock; where it has its own, that one decides. */
async function timeOf(store: Store): Promise<Instant> {
  return later(store.clock ? await store.clock() : instant(Date.now()), await store.time())
}
