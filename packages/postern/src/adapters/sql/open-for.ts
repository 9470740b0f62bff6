import { formatId, type Id } from '../../domain/id.ts'
import { before, days, type Instant } from '../../domain/instant.ts'

/**
 * Attempts are found by their key, not by their address: that would cost every request an index. Their ids tell their
 * age, and limits and the life of a binding leave none open for so long, however often it was sent again.
 */
const longestOpen = days(2)

/** Attempts with an id before this one are over. */
export function oldestOpenId(now: Instant): Id<'attempt'> {
  return formatId(before(now, longestOpen), new Uint8Array(10))
}
