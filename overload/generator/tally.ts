/** Counts what became of a phase's arrivals and requests. */
import { percentile } from '../../bench/load/statistics.ts'
import type { Reply } from '../../bench/load/wire.ts'
import type { Lack } from './lines.ts'
import type { Figures, Kind, Window } from './told.ts'

export type Fate = 'accepted' | 'refused' | 'wrong' | Lack

export interface Tally {
  arrived(late: number): void
  /** `planned` and now are moments of `performance.now()`. */
  request(planned: number, fate: Fate): void
  done(kind: Kind): void
  /** Things done until now. */
  total(): number
  sample(text: string): void
  figures(seconds: number, more: Pick<Figures, 'sockets' | 'rss' | 'core'>): Figures
}

const windowLength = 500
const mostSamples = 5

export function createTally(): Tally {
  const begun = performance.now()
  const latencies: number[] = []
  const lags: number[] = []
  const done: Record<Kind, number> = { 'sign-in': 0, check: 0, page: 0 }
  const fates: Record<Fate, number> = { accepted: 0, refused: 0, wrong: 0, late: 0, cut: 0, unsent: 0 }
  const windows: { latencies: number[]; others: number }[] = []
  const samples: string[] = []
  const windowOf = (planned: number) => {
    const at = Math.max(0, Math.floor((planned - begun) / windowLength))
    return (windows[at] ??= { latencies: [], others: 0 })
  }
  return {
    arrived: (late) => void lags.push(late),
    request(planned, fate) {
      fates[fate] += 1
      const window = windowOf(planned)
      if (fate !== 'accepted') {
        window.others += 1
        return
      }
      const took = performance.now() - planned
      latencies.push(took)
      window.latencies.push(took)
    },
    done: (kind) => void (done[kind] += 1),
    total: () => done['sign-in'] + done.check + done.page,
    sample(text) {
      if (samples.length < mostSamples) samples.push(text)
    },
    figures(seconds, more) {
      const sorted = Float64Array.from(latencies).sort()
      return {
        ...more,
        seconds,
        arrivals: lags.length,
        done,
        requests: fates,
        p50: percentile(sorted, 0.5) || 0,
        p99: percentile(sorted, 0.99) || 0,
        longest: sorted.at(-1) ?? 0,
        windows: Array.from(windows, toWindow),
        lag: percentile(Float64Array.from(lags).sort(), 0.99) || 0,
        samples,
      }
    },
  }
}

function toWindow(window: { readonly latencies: number[]; readonly others: number } | undefined, at: number): Window {
  const sorted = Float64Array.from(window?.latencies ?? []).sort()
  return {
    at: at * windowLength,
    accepted: sorted.length,
    others: window?.others ?? 0,
    p99: percentile(sorted, 0.99) || 0,
  }
}

/** A refusal says when to come again; anything else that is not what was asked for is wrong. */
export function fateOf(reply: Reply | Lack, wanted: number): Fate {
  if (typeof reply === 'string') return reply
  if (reply.status === wanted) return 'accepted'
  const isRefusal = reply.status === 503 || reply.status === 429
  return isRefusal && /\r\nretry-after: *\d+\r\n/i.test(`${reply.head}\r\n`) ? 'refused' : 'wrong'
}
