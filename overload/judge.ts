/** What the figures of a run say, held against what was promised. Pure. */
import type { Figures } from './generator/told.ts'

export interface Phases {
  readonly peak: Figures
  readonly steady: Figures
  readonly overload: Figures
  readonly after: Figures
}

export interface Judgement {
  /** Things that ended well per second, against the peak; or sign-ins alone, where they fared worse. */
  readonly goodput: number
  readonly p99: number
  /** Memory against steady work. */
  readonly memory: number
  /** Milliseconds until the answers were as fast as in steady work; `undefined` when they never were. */
  readonly recovery: number | undefined
  /** Never to be seen, however slow the machine. */
  readonly wrong: readonly string[]
  /** Promises of speed that were not kept. */
  readonly missed: readonly string[]
}

const leastGoodput = 0.8
const longestP99 = 2_000
const mostMemory = 1.5
const longestRecovery = 10_000
/** Half a second's p99 of a shared machine jumps by as much for no reason of ours. */
const noise = 25

export function judge({ peak, steady, overload, after }: Phases): Judgement {
  const goodput = Math.min(wellDone(overload) / wellDone(peak), shareOfSignIns(peak, overload))
  const memory = overload.rss / steady.rss
  const recovery = recoveryOf(after, Math.max(2 * steady.p99, steady.p99 + noise))
  const wrong = Object.entries({ peak, steady, overload, after })
    .filter(([, { requests }]) => requests.wrong > 0)
    .map(
      ([phase, { requests, samples }]) =>
        `${phase}: ${requests.wrong} answers of the wrong kind: ${samples.join(' | ')}`,
    )
  const promises: readonly (readonly [kept: boolean, words: string])[] = [
    [goodput >= leastGoodput, `goodput was ${percent(goodput)} of the peak, ${percent(leastGoodput)} are promised`],
    [
      overload.p99 < longestP99,
      `99 in 100 were served within ${Math.round(overload.p99)} ms, ${longestP99} are promised`,
    ],
    [memory <= mostMemory, `memory grew ${memory.toFixed(2)} times, ${mostMemory} are promised`],
    [recovery !== undefined && recovery < longestRecovery, `recovery took ${recovery ?? 'for ever'} ms`],
  ]
  return {
    goodput,
    p99: overload.p99,
    memory,
    recovery,
    wrong,
    missed: promises.filter(([kept]) => !kept).map(([, words]) => words),
  }
}

/** Things that ended well, per second. */
export function wellDone({ done, seconds }: Figures): number {
  return (done['sign-in'] + done.check + done.page) / seconds
}

/** Cheap things that are done instead must not hide that nobody signs in any more. */
function shareOfSignIns(peak: Figures, overload: Figures): number {
  const before = peak.done['sign-in'] / peak.seconds
  return before === 0 ? 0 : overload.done['sign-in'] / overload.seconds / before
}

/** The beginning of the first window in which everybody was served and fast enough. */
function recoveryOf({ windows }: Figures, fastEnough: number): number | undefined {
  return windows.find(({ accepted, others, p99 }) => accepted > 0 && others === 0 && p99 <= fastEnough)?.at
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`
