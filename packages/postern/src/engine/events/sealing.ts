/** When to look for events to seal: where any were written, and now and then besides. Looking visits every tenant. */
import type { Id } from '../../domain/id.ts'
import { type Instant, seconds } from '../../domain/instant.ts'
import type { Ports } from '../../ports/ports.ts'
import { together } from '../rules/together.ts'
import { seal } from './seal.ts'

const batchesAtOnce = 20
/** What a look passed by, because it was committed late, is found by the next one without a sign. */
const lookEvery = seconds(10)

/** A round of seals. Answers whether more waits; throws at its end what was wrong with some, the others being sealed. */
export type Sealing = () => Promise<boolean>

/** `sealed` is told whose events were sealed. */
export function createSealing(ports: Ports, sealed?: (tenant: Id<'tenant'>) => void): Sealing {
  let mark: number | undefined
  let lookedAt = 0 as Instant
  let rests = false
  /** Behind which tenant sealing goes on: the next round takes up where this one ended. */
  let place: Id<'tenant'> | undefined
  return async () => {
    const now = ports.clock.now()
    const found = await ports.store.eventMark()
    // Who moved the mark may not have committed yet. So a look between two readings of one mark is the last.
    const moved = found !== mark
    mark = found
    if (rests && !moved && now - lookedAt < lookEvery) return false
    rests = false
    let sealedAny = false
    const faults: unknown[] = []
    let more = true
    for (let count = 0; more && count < batchesAtOnce; count++) {
      const batch = await seal(ports, place)
      more = batch.more
      place = batch.next
      faults.push(...batch.faults)
      for (const tenant of batch.tenants) sealed?.(tenant)
      sealedAny ||= batch.tenants.length > 0
    }
    lookedAt = now
    rests = !(moved || sealedAny || more || faults.length > 0)
    if (faults.length > 0) throw together(faults)
    return more
  }
}
