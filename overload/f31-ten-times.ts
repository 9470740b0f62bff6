/** F31: ten times what the server can do, by the clock, and what becomes of it. */
import type { Figures } from './generator/told.ts'
import { judge, percent, wellDone } from './judge.ts'
import type { OverloadRow, Played } from './rows.ts'

const times = 10
/** Fewer than may be under way at once, and enough to keep it busy while a part of them waits for mails. */
const people = 256

export const tenTimes: OverloadRow = {
  name: 'F31',
  async play({ generator }, { size, seconds }) {
    const short = size === 'small'
    await generator.closed(people, short ? 2 : 8)
    const peak = await generator.closed(people, short ? 2 : 8)
    const steady = await generator.open(wellDone(peak) / 2, short ? 2 : 8)
    const overload = await generator.flood(wellDone(peak) * times, seconds)
    const after = await generator.open(wellDone(peak) / 2, short ? 3 : 12)
    return playedOf({ peak, steady, overload, after })
  },
}

function playedOf(phases: Parameters<typeof judge>[0]): Played {
  const { peak, steady, overload, after } = phases
  const verdict = judge(phases)
  const { accepted, refused, late, cut, unsent } = overload.requests
  return {
    attempts: overload.arrivals,
    acknowledged: accepted,
    recovery: verdict.recovery ?? 99_999,
    p99: overload.p99,
    rss: overload.rss,
    wrong: after.done['sign-in'] > 0 ? verdict.wrong : [...verdict.wrong, 'afterwards nobody could sign in'],
    missed: verdict.missed,
    note: [
      `peak ${perSecond(peak)}, offered ${Math.round(overload.arrivals / overload.seconds)}/s`,
      `done ${perSecond(overload)}, of it sign-ins ${signIns(overload)}, at the peak ${signIns(peak)}; goodput ${percent(verdict.goodput)}`,
      `refused ${refused}, no answer in 5 s ${late}, cut ${cut}, no connection left ${unsent} (${overload.sockets} open)`,
      `p99 steady ${Math.round(steady.p99)} ms, memory ${steady.rss} to ${overload.rss} MB`,
      `of a core the server had ${percent(peak.core)} at the peak, ${percent(overload.core)} then; the generator was ${Math.round(overload.lag)} ms late`,
    ].join('; '),
  }
}

const perSecond = (figures: Figures): string => `${Math.round(wellDone(figures))}/s`

/** From the request for a mail to the session. */
const signIns = ({ done, seconds }: Figures): string => `${Math.round(done['sign-in'] / seconds)}/s`
