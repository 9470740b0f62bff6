/**
 * A number that every change of a setting raises, in the change's own transaction. Each process looks at it once a second
 * and, when it has changed, reads its settings anew: one small read, whatever the number of tenants.
 */
import type { Ports } from 'postern/kit'
import { system } from './resource.ts'

type EpochPorts = Pick<Ports, 'store' | 'clock'>

export const epoch = { tenant: system, kind: 'epoch', id: 'settings' } as const

export async function readEpoch({ store, clock }: EpochPorts): Promise<number> {
  return (await store.documents.find({ ...epoch, now: clock.now() }))?.version ?? 0
}

/**
 * Answers whether what was read before may be outdated; reads at most once a second. At first it may be: others read while
 * the first look was under way.
 */
export function watchEpoch(ports: EpochPorts): () => Promise<boolean> {
  let lookedAt = 0
  let seen: number | undefined
  return async () => {
    const now = ports.clock.now()
    if (now - lookedAt < looksEvery) return false
    lookedAt = now
    const newest = await readEpoch(ports)
    const changed = newest !== seen
    seen = newest
    return changed
  }
}

const looksEvery = 1_000
