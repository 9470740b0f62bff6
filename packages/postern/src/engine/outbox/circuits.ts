/**
 * A circuit breaker per transport: one that fails is left alone for a while, so that its slots do not fill with waiting.
 * After that a single try asks after it, and all others stay away until this one has ended.
 */
import { after, type Duration, type Instant, seconds } from '../../domain/instant.ts'

export interface Pauses {
  readonly first: Duration
  readonly longest: Duration
}

const usual: Pauses = { first: seconds(2), longest: seconds(30) }

/** Longer than a mail that waits leaves between two tries. */
const knownFor: Duration = seconds(120)

export interface Try {
  /** Has to be called. */
  end(down: boolean, now: Instant): void
}

export interface Circuits {
  /** None while the transport is left alone. */
  begin(transport: string, now: Instant): Try | undefined
  /** What came of a try that asked nobody before it began. */
  record(transport: string, down: boolean, now: Instant): void
  /** Where each of these is just asked after: resolves when one of them has been. */
  probed(transports: readonly string[]): Promise<void> | undefined
  /** The earliest moment when one of these transports may be tried. */
  opensAt(transports: readonly string[], now: Instant): Instant
  /** Those that are left alone now. */
  broken(now: Instant): readonly string[]
  /** Those whose last try failed, left alone or not. Where nobody tries any more, it is not known for ever. */
  failing(now: Instant): readonly string[]
}

interface Broken {
  readonly until: Instant
  readonly pause: number
  /** There while somebody asks after it. */
  readonly probe?: Promise<void>
}

export function createCircuits({ first, longest }: Pauses = usual): Circuits {
  const broken = new Map<string, Broken>()

  const record = (transport: string, down: boolean, now: Instant): void => {
    const known = broken.get(transport)
    if (!down) {
      broken.delete(transport)
      return
    }
    // Several that were under way together and fail are one failure.
    if (known && isLeftAlone(known, now)) return
    const pause = Math.min((known?.pause ?? first / 2) * 2, longest)
    broken.set(transport, { until: after(now, pause), pause })
  }

  return {
    begin(transport, now) {
      const known = broken.get(transport)
      if (!known) return { end: (down, at) => record(transport, down, at) }
      if (isLeftAlone(known, now)) return undefined
      const { promise: probe, resolve } = Promise.withResolvers<void>()
      const probed: Broken = { ...known, probe }
      broken.set(transport, probed)
      return {
        end(down, at) {
          if (broken.get(transport) === probed) broken.set(transport, known)
          record(transport, down, at)
          resolve()
        },
      }
    },
    record,
    probed(transports) {
      const probes = transports.flatMap((name) => broken.get(name)?.probe ?? [])
      return probes.length > 0 && probes.length === transports.length ? Promise.race(probes) : undefined
    },
    opensAt: (transports, now) => Math.min(...transports.map((name) => broken.get(name)?.until ?? now)) as Instant,
    broken: (now) => [...broken].flatMap(([name, known]) => (isLeftAlone(known, now) ? [name] : [])),
    failing: (now) => [...broken].flatMap(([name, { until }]) => (after(until, knownFor) > now ? [name] : [])),
  }
}

const isLeftAlone = ({ until, probe }: Broken, now: Instant): boolean => until > now || probe !== undefined
