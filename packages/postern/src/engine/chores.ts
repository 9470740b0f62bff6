/** Chores: deliver, seal, sweep, rotate keys. Each says when to come back; the loops live at the roof. */
import type { Id } from '../domain/id.ts'
import { after, type Duration, days, type Instant, minutes, seconds } from '../domain/instant.ts'
import type { Ports } from '../ports/ports.ts'
import { createSealing } from './events/sealing.ts'
import type { Courier } from './outbox/courier.ts'
import { inTurn } from './rules/in-turn.ts'
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
  /** Seals, sweeps and rotates keys: waits for no mail system. What fails of it holds up nothing else, and is thrown at the end. */
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

  const sweep = async (): Promise<boolean> => {
    const now = ports.clock.now()
    if (now - sweptAt < sweepEvery) return false
    const { removed } = await ports.store.sweep({ now, limit: sweepAtOnce, keepAttempts, keepEvents })
    // A full round means that more is waiting: the next one comes at once.
    if (removed < sweepAtOnce) sweptAt = now
    return removed >= sweepAtOnce
  }
  const tendKeys = async (): Promise<boolean> => {
    const now = ports.clock.now()
    if (now - tendedAt < tendEvery) return false
    const signing = ports.directory.inUse().filter(signingOf)
    await inTurn(signing.map((scope) => () => ports.signer.tend(scope)))
    tendedAt = now
    return false
  }

  const chores: Chores = {
    async deliver() {
      const { collected } = await courier.collect(collectAtOnce)
      return comeBack(ports, collected === collectAtOnce)
    },
    async tend() {
      const isBusy = await inTurn([seal, sweep, tendKeys])
      return comeBack(ports, isBusy.includes(true))
    },
    async run() {
      const rounds = await inTurn([chores.deliver, chores.tend])
      return rounds.reduce((one, other) => (one.nextAt < other.nextAt ? one : other))
    },
  }
  return chores
}

const comeBack = ({ clock }: Ports, isBusy: boolean): Round => ({ nextAt: after(clock.now(), isBusy ? 0 : idle) })
