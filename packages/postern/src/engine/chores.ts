/** Chores: deliver, seal, sweep, rotate keys. One function that says when to come back; the loop lives at the roof. */
import type { Id } from '../domain/id.ts'
import { after, type Duration, days, type Instant, minutes, seconds } from '../domain/instant.ts'
import type { Ports } from '../ports/ports.ts'
import { seal } from './events/seal.ts'
import type { Courier } from './outbox/courier.ts'
import { signingOf } from './rules/tokens.ts'

const collectAtOnce = 100
const sealsAtOnce = 20
const sweepEvery = minutes(1)
const sweepAtOnce = 500
const idle = seconds(1)
/** Attempts are kept as long as *this wasn't me* acts, and a day more for whoever asks what happened. */
const keepAttempts = days(8)
export const usualKeep: Duration = days(400)
const tendEvery = minutes(10)

export interface Chores {
  run(): Promise<{ readonly nextAt: Instant }>
}

export interface ChoresOptions {
  /** Told whose events were sealed. */
  readonly sealed?: (tenant: Id<'tenant'>) => void
  /** How long events are kept. Their seals stay. */
  readonly keepEvents?: Duration | undefined
}

export function createChores(
  ports: Ports,
  courier: Courier,
  { sealed, keepEvents = usualKeep }: ChoresOptions = {},
): Chores {
  let sweptAt = 0
  let tendedAt = 0
  return {
    async run() {
      const now = ports.clock.now()
      const { collected } = await courier.collect(collectAtOnce)
      let more = true
      for (let count = 0; more && count < sealsAtOnce; count++) {
        const batch = await seal(ports)
        more = batch.more
        if (batch.tenant) sealed?.(batch.tenant)
      }
      let swept = 0
      if (now - sweptAt >= sweepEvery) {
        swept = (await ports.store.sweep({ now, limit: sweepAtOnce, keepAttempts, keepEvents })).removed
        // A full round means that more is waiting: the next one comes at once.
        if (swept < sweepAtOnce) sweptAt = now
      }
      if (now - tendedAt >= tendEvery) {
        await tendKeys(ports)
        tendedAt = now
      }
      const busy = collected === collectAtOnce || more || swept >= sweepAtOnce
      return { nextAt: after(ports.clock.now(), busy ? 0 : idle) }
    },
  }
}

async function tendKeys({ directory, signer }: Ports): Promise<void> {
  for (const scope of directory.inUse()) if (signingOf(scope)) await signer.tend(scope)
}
