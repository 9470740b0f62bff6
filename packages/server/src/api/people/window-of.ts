/** How a window of a budget stands. It rolls: it has room again when the oldest of its newest `max` hits leaves it. */
import { after, type Charge, type Instant } from 'postern/kit'

type Hits = readonly { readonly at: Instant; readonly count: number }[]

export function windowOf({ length, max }: Charge['windows'][number], hits: Hits, now: Instant) {
  const within = hits.filter(({ at }) => at > now - length)
  const spent = within.reduce((sum, { count }) => sum + count, 0)
  let newer = 0
  const full = within.findLast(({ count }) => {
    newer += count
    return newer >= max
  })
  return { seconds: length / 1000, most: max, spent, freeAt: full && after(full.at, length) }
}
