import { days, type Instant } from '../../domain/instant.ts'
import type { Suppression } from '../../ports/people.ts'
import type { Row } from './row.ts'

/** How long a refusal of an address is remembered. */
export const strikeMemory: number = days(30)

/** A refusal sooner than this after the last one that counted counts for nothing. */
export const strikePause: number = days(1)

/** The columns of a suppression, without an alias. */
export const suppressionColumns = 'key, struck_at, suppressed_until, reason'

/** One that has ended is a refusal that is remembered, and no more. */
export function readSuppression([key, struckAt, until, reason]: Row, now: Instant): Suppression {
  return {
    address: key as string,
    struckAt: struckAt as Instant,
    ...(typeof until === 'number' && until > now && { until: until as Instant }),
    ...(typeof reason === 'string' && { reason }),
  }
}
