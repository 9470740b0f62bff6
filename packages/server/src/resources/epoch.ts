/**
 * A number that every change of a setting raises. Each process looks at it once a second and, when it has changed, reads
 * its settings anew: one small read, whatever the number of tenants.
 */
import type { Ports } from 'postern/kit'
import { system } from './resource.ts'

type EpochPorts = Pick<Ports, 'store' | 'clock'>

const place = { tenant: system, kind: 'epoch', id: 'settings' } as const

export async function readEpoch({ store, clock }: EpochPorts): Promise<number> {
  return (await store.documents.find({ ...place, now: clock.now() }))?.version ?? 0
}

/** Answers whether a setting has changed since it was last asked; reads at most once a second. */
export function watchEpoch(ports: EpochPorts): () => Promise<boolean> {
  let lookedAt = 0
  let seen: number | undefined
  return async () => {
    const now = ports.clock.now()
    if (now - lookedAt < looksEvery) return false
    lookedAt = now
    const newest = await readEpoch(ports)
    const changed = seen !== undefined && newest !== seen
    seen = newest
    return changed
  }
}

const looksEvery = 1_000

export async function bumpEpoch(ports: EpochPorts): Promise<void> {
  // Somebody else raising it at the same moment is as good.
  const { store, clock } = ports
  await store.documents.put({ ...place, now: clock.now(), version: await readEpoch(ports), json: '{}' })
}
