/** Why a handover ended without an answer of the server, and the clocks that end it. */
import type { Handover } from '../../ports/transport.ts'

/** Carries what to report, provided that the server cannot have taken the mail. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  readonly handover: Handover

  constructor(handover: Handover) {
    super('stopped')
    this.handover = handover
  }
}

export const timedOut: Stopped = new Stopped({ kind: 'down', reason: 'timed-out' })
export const aborted: Stopped = new Stopped({ kind: 'later', reason: 'aborted' })
/** No connection became free in time. Says nothing about the server. */
export const busy: Stopped = new Stopped({ kind: 'later', reason: 'busy' })
export const closed: Stopped = new Stopped({ kind: 'later', reason: 'closed' })

export interface Limit {
  /** Its reason is a `Stopped`. */
  readonly stop: AbortSignal
  /** Forgets the clock and the parent. Must be called. */
  end(): void
}

/** Stops after the time, or with the parent. */
export function limit(milliseconds: number, parent: AbortSignal): Limit {
  const controller = new AbortController()
  const follow = (): void => controller.abort(parent.reason instanceof Stopped ? parent.reason : aborted)
  const timer = setTimeout(() => controller.abort(timedOut), milliseconds)
  if (parent.aborted) follow()
  else parent.addEventListener('abort', follow, { once: true })
  return {
    stop: controller.signal,
    end: () => {
      clearTimeout(timer)
      parent.removeEventListener('abort', follow)
    },
  }
}
