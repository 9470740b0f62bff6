/** When sessions ended, as far as callers can know: by their sign-out, or by what is a theft to the product. */
import type { Operation } from './operations.ts'

export interface Ending {
  /** From here on a session may be over. */
  readonly begun: number
  /** From here on it is. */
  readonly acknowledged: number
}

/** A token that was replaced finds its successor for so long, in milliseconds. After that it is somebody else's. */
const repeats = 10_000

export function endingsOf(operations: readonly Operation[]): ReadonlyMap<string, Ending> {
  const endings = new Map<string, Ending>()
  const end = (session: string, begun: number, acknowledged = Number.POSITIVE_INFINITY): void => {
    const known = endings.get(session)
    endings.set(session, {
      begun: Math.min(known?.begun ?? begun, begun),
      acknowledged: Math.min(known?.acknowledged ?? acknowledged, acknowledged),
    })
  }
  const presented = new Map<string, number>()
  const exchanged = new Set<string>()
  for (const { act, answer, invokedAt, endedAt = Number.POSITIVE_INFINITY } of operations) {
    if (act.kind === 'sign-out') end(act.session, invokedAt, answer?.status === 204 ? endedAt : undefined)
    if (act.kind === 'refresh') {
      const first = presented.get(act.token) ?? invokedAt
      presented.set(act.token, first)
      if (endedAt - first >= repeats) end(act.session, first)
    }
    if (act.kind === 'exchange') {
      if (exchanged.has(act.session)) end(act.session, invokedAt)
      exchanged.add(act.session)
    }
  }
  return endings
}
