/** Chores: deliver, seal, sweep, rotate keys. Each says when to come back; the loops live at the roof. */
import type { Id } from '../domain/id.ts'
import { after, type Duration, days, type Instant, minutes, seconds } from '../domain/instant.ts'
import type { Ports } from '../ports/ports.ts'
import { createSealing } from './events/sealing.ts'
import type { Courier } from './outbox/courier.ts'
import { signingOf } from './rules/tokens.ts'

const collectAtOnce = 100
const sweepEvery = minutes(1)
const sweepAtOnce = 500
const idle = seconds(1)
/** Attempts are kept as long as *this wasn't me* acts, and a day more for whoever asks what happened. */
const keepAttempts = days(8)
export const usualKeep: Duration = days(400)
const tendEvery = minutes(10)

interface Round {
  readonly nextAt: Instant
}

export interface Chores {
  /** Takes due mails from the store and delivers them. A mail system may take half a minute to answer. */
  deliver(): Promise<Round>
  /** Seals, sweeps and rotates keys: waits for no mail system. */
  tend(): Promise<Round>
  /** One round of both. */
  run(): Promise<Round>
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
  const seal = createSealing(ports, sealed)
  const chores: Chores = {
    async deliver() {
      const { collected } = await courier.collect(collectAtOnce)
      return comeBack(ports, collected === collectAtOnce)
    },
    async tend() {
      const now = ports.clock.now()
      const more = await seal()
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
      return comeBack(ports, more || swept >= sweepAtOnce)
    },
    async run() {
      const delivered = await chores.deliver()
      const tended = await chores.tend()
      return delivered.nextAt < tended.nextAt ? delivered : tended
    },
  }
  return chores
}

const comeBack = ({ clock }: Ports, isBusy: boolean): Round => ({ nextAt: after(clock.now(), isBusy ? 0 : idle) })

async function tendKeys({ directory, signer }: Ports): Promise<void> {
  for (const scope of directory.inUse()) if (signingOf(scope)) await signer.tend(scope)
}
