/** Transports that fail, as whoever runs this is told of them: each outage begins once, and ends once. */
import type { Duration, Instant } from '../../domain/instant.ts'

/** A transport begins to fail. */
export interface Outage {
  readonly transport: string
  readonly reason: string
  /** What only an operator can do about it. */
  readonly mend?: string
}

/** A transport that failed has taken a mail again. */
export interface Recovery {
  readonly transport: string
  /** How long it failed, as this process saw it. */
  readonly lasted: Duration
}

export interface OutageListener {
  readonly onOutage?: ((outage: Outage) => void) | undefined
  readonly onRecovery?: ((recovery: Recovery) => void) | undefined
}

export interface Outages {
  fails(outage: Outage, now: Instant): void
  /** What was handed over before the outage began, at `since`, does not end it. */
  works(transport: string, since: Instant, now: Instant): void
}

export function createOutages({ onOutage, onRecovery }: OutageListener): Outages {
  const begun = new Map<string, Instant>()
  return {
    fails(outage, now) {
      if (begun.has(outage.transport)) return
      begun.set(outage.transport, now)
      onOutage?.(outage)
    },
    works(transport, since, now) {
      const from = begun.get(transport)
      if (from === undefined || since <= from) return
      begun.delete(transport)
      onRecovery?.({ transport, lasted: now - from })
    },
  }
}
