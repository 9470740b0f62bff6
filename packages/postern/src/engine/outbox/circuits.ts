/** A circuit breaker per transport: one that fails is left alone for a while, so that its slots do not fill with waiting. */
import { after, type Duration, type Instant, seconds } from '../../domain/instant.ts'

export interface Pauses {
  readonly first: Duration
  readonly longest: Duration
}

const usual: Pauses = { first: seconds(2), longest: seconds(30) }

export interface Circuits {
  isClosed(transport: string, now: Instant): boolean
  /** Answers whether it begins to fail with this. */
  record(transport: string, down: boolean, now: Instant): boolean
  /** The earliest moment when one of these transports may be tried. */
  opensAt(transports: readonly string[], now: Instant): Instant
  /** Those that are left alone now. */
  broken(now: Instant): readonly string[]
}

export function createCircuits({ first, longest }: Pauses = usual): Circuits {
  const broken = new Map<string, { readonly until: Instant; readonly pause: number }>()
  return {
    isClosed: (transport, now) => (broken.get(transport)?.until ?? now) <= now,
    record(transport, down, now) {
      if (!down) {
        broken.delete(transport)
        return false
      }
      const known = broken.get(transport)
      const pause = Math.min((known?.pause ?? first / 2) * 2, longest)
      broken.set(transport, { until: after(now, pause), pause })
      return known === undefined
    },
    opensAt: (transports, now) => Math.min(...transports.map((name) => broken.get(name)?.until ?? now)) as Instant,
    broken: (now) => [...broken].flatMap(([name, { until }]) => (until > now ? [name] : [])),
  }
}
