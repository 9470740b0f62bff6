/*
 * How a mail writes a moment: read anywhere, so always with the zone's name, and in Latin digits, because people compare
 * it with a clock. Where a locale names zones in another script, or with marks around them, the Latin name is used.
 */

import { directionOf, type Locale } from '../locale.ts'

export interface Moment {
  /** `14:12` */
  readonly clock: string
  /** `CET` */
  readonly zone: string
  /** `22 Nov`, as the locale writes it. */
  readonly day: string
}

/** The moment as a clock in that zone shows it; a zone unknown to this runtime is read as UTC. */
export function momentOf(locale: Locale, at: number, timeZone: string): Moment {
  const minute = Math.floor(at / 60_000)
  const key = `${locale} ${timeZone} ${minute}`
  const known = recent.get(key)
  if (known !== undefined) return known
  const moment = readClock(locale, minute * 60_000, timeZone)
  if (recent.size >= mostRecent) recent.clear()
  recent.set(key, moment)
  return moment
}

// Building an Intl formatter takes 0.14 ms, longer than all the rest of a mail, and most mails of a minute ask for the
// same two moments. A memory of pure results, so it is not state that anybody could observe.
const recent = new Map<string, Moment>()
const mostRecent = 500

function readClock(locale: Locale, at: number, timeZone: string): Moment {
  const latin = `${locale === 'en' ? 'en-GB' : locale}-u-nu-latn`
  const zone = knownZone(timeZone)
  const clock = new Intl.DateTimeFormat(directionOf(locale) === 'rtl' ? 'en-GB' : latin, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone: zone,
  })
  const parts = new Map(clock.formatToParts(at).map((part) => [part.type, part.value]))
  return {
    clock: `${parts.get('hour')}:${parts.get('minute')}`,
    zone: parts.get('timeZoneName') ?? 'UTC',
    day: new Intl.DateTimeFormat(latin, { day: 'numeric', month: 'short', timeZone: zone }).format(at),
  }
}

// A mail in the wrong zone says so and can be used; one that throws is never delivered.
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
