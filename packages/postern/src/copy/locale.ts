/*
 * Which languages Postern speaks, how one is chosen, and how times are written in each.
 * Knows no page and no mail. Times and codes are always written in Latin digits, because people compare them
 * between two screens.
 */

export const locales = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'fi',
  'pl',
  'cs',
  'uk',
  'tr',
  'ja',
  'zh',
  'ko',
  'hi',
  'ar',
  'he',
] as const

export type Locale = (typeof locales)[number]

/** The direction in which the locale is written, for the `dir` attribute. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' || locale === 'he' ? 'rtl' : 'ltr'
}

const longestHeader = 1_000
const mostRanges = 32

/**
 * The best of the offered locales for an `Accept-Language` header or one language tag. When nothing fits, the
 * first of those offered: `en` of all.
 * Total: any input gives an answer, and only the first 1000 characters and 32 ranges are read.
 * Lookup follows RFC 4647 section 3.4, shortened to the primary language, since we have one variant of each.
 */
export function chooseLocale(wanted: string | undefined, offered: readonly string[] = locales): Locale {
  const ranges = (wanted ?? '').slice(0, longestHeader).split(',').slice(0, mostRanges)
  let best: Locale = locales.find((known) => known === offered[0]) ?? 'en'
  let bestWeight = 0
  for (const range of ranges) {
    const { locale, weight } = readRange(range)
    if (locale === undefined || weight <= bestWeight || !offered.includes(locale)) continue
    best = locale
    bestWeight = weight
  }
  return best
}

// What else a range may say: anything at all, and Hebrew by its code of before 1989.
const others: ReadonlyMap<string, Locale> = new Map([
  ['*', 'en'],
  ['iw', 'he'],
])

function readRange(range: string): { locale: Locale | undefined; weight: number } {
  const [tag = '', ...parameters] = range.split(';')
  const language = tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? ''
  const locale = locales.find((known) => known === (others.get(language) ?? language))
  const quality = parameters.map((parameter) => parameter.trim().toLowerCase()).find((p) => p.startsWith('q='))
  return { locale, weight: quality === undefined ? 1 : readQuality(quality.slice(2)) }
}

// RFC 9110 section 12.4.2: 0 to 1 with at most three decimals. Anything else counts as "not wanted".
function readQuality(text: string): number {
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0
}

/** `14:02`, in the given time zone (UTC by default). */
export function clockTime(at: number, timeZone = 'UTC'): string {
  if (timeZone === 'UTC') return new Date(at).toISOString().slice(11, 16)
  return format('en', at, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}

/** `14:02 UTC`: for whoever reads in a zone we cannot know. */
export function clockTimeWithZone(locale: Locale, at: number, timeZone = 'UTC'): string {
  return `${clockTime(at, timeZone)} ${zoneName(locale, at, timeZone)}`
}

/** `14:02:08`: for the dev inbox, where two mails of one minute must be told apart. */
export function clockTimeWithSeconds(at: number, timeZone = 'UTC'): string {
  return format('en', at, timeZone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
}

/** `22 November`, as the locale writes it, without a year. */
export function dayOfMonth(locale: Locale, at: number, timeZone = 'UTC'): string {
  return format(locale, at, timeZone, { day: 'numeric', month: 'long' })
}

/** `November 2026`, as the locale writes it. */
export function monthAndYear(locale: Locale, at: number, timeZone = 'UTC'): string {
  return format(locale, at, timeZone, { month: 'long', year: 'numeric' })
}

/** `0:24` or `11:40`: a span in minutes and seconds, never negative; hours are written as minutes. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `2 minutes ago`, in the locale's words and Latin digits. Below a minute it says `now`. */
export function ago(locale: Locale, at: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000))
  const words = relative(locale)
  if (minutes < 1) return words.format(0, 'second')
  if (minutes < 60) return words.format(-minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? words.format(-hours, 'hour') : words.format(-Math.floor(hours / 24), 'day')
}

function zoneName(locale: Locale, at: number, timeZone: string): string {
  if (timeZone === 'UTC') return 'UTC'
  const options: Intl.DateTimeFormatOptions = { hour: '2-digit', timeZoneName: 'short', timeZone }
  const pieces = new Intl.DateTimeFormat(latin(locale), options).formatToParts(at)
  return pieces.find((piece) => piece.type === 'timeZoneName')?.value ?? 'UTC'
}

function format(locale: Locale, at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(latin(locale), { ...options, timeZone }).format(at)
}

function relative(locale: Locale): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(latin(locale), { numeric: 'auto' })
}

function latin(locale: Locale): string {
  return `${locale === 'en' ? 'en-GB' : locale}-u-nu-latn`
}
