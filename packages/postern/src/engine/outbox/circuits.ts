/** A circuit breaker per transport: one that fails is left alone for a while, so that its slots do not fill with waiting. */
import { after, type Instant, seconds } from '../../domain/instant.ts'

const firstPause = seconds(2)
const longestPause = seconds(30)

export interface Circuits {
  isClosed(transport: string, now: Instant): boolean
  record(transport: string, down: boolean, now: Instant): void
  /** The earliest moment when one of these transports may be tried. */
  opensAt(transports: readonly string[], now: Instant): Instant
  /** Those that are left alone now. */
  broken(now: Instant): readonly string[]
}

export function createCircuits(): Circuits {
  const broken = new Map<string, { readonly until: Instant; readonly pause: number }>()
  return {
    isClosed: (transport, now) => (broken.get(transport)?.until ?? now) <= now,
    record(transport, down, now) {
      if (!down) {
        broken.delete(transport)
        return
      }
      const pause = Math.min((broken.get(transport)?.pause ?? firstPause / 2) * 2, longestPause)
      broken.set(transport, { until: after(now, pause), pause })
    },
    opensAt: (transports, now) => Math.min(...transports.map((name) => broken.get(name)?.until ?? now)) as Instant,
    broken: (now) => [...broken].flatMap(([name, { until }]) => (until > now ? [name] : [])),
  }
}
