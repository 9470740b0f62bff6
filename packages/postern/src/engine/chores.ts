/** Chores: deliver, seal, sweep. One function that says when to come back; the loop lives at the roof. */
import { after, days, type Instant, minutes, seconds } from '../domain/instant.ts'
import type { Ports } from '../ports/ports.ts'
import { seal } from './events/seal.ts'
import type { Courier } from './outbox/courier.ts'

const collectAtOnce = 100
const sealsAtOnce = 20
const sweepEvery = minutes(1)
const sweepAtOnce = 500
const idle = seconds(1)
/** Attempts are kept as long as *this wasn't me* acts, and a day more for whoever asks what happened. */
const keepAttempts = days(8)
const keepEvents = days(400)

export interface Chores {
  run(): Promise<{ readonly nextAt: Instant }>
}

export function createChores(ports: Ports, courier: Courier): Chores {
  let sweptAt = 0
  return {
    async run() {
      const now = ports.clock.now()
      const { collected } = await courier.collect(collectAtOnce)
      let more = true
      for (let count = 0; more && count < sealsAtOnce; count++) more = (await seal(ports)).more
      let swept = 0
      if (now - sweptAt >= sweepEvery) {
        swept = (await ports.store.sweep({ now, limit: sweepAtOnce, keepAttempts, keepEvents })).removed
        // A full round means that more is waiting: the next one comes at once.
        if (swept < sweepAtOnce) sweptAt = now
      }
      const busy = collected === collectAtOnce || more || swept >= sweepAtOnce
      return { nextAt: after(ports.clock.now(), busy ? 0 : idle) }
    },
  }
}
