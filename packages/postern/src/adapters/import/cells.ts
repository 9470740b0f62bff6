/** Values as databases and the layers above them keep them. */

/** Milliseconds since 1970: from ISO text, with UTC where no zone is named, or from a count of seconds or milliseconds. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? fromCount(value) : undefined
  if (typeof value !== 'string' || value === '') return undefined
  if (value === 'infinity') return Number.MAX_SAFE_INTEGER
  if (/^\d+$/.test(value)) return fromCount(Number(value))
  const iso = value.replace(' ', 'T')
  const time = Date.parse(/(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(iso) ? withMinutes(iso) : `${iso}Z`)
  return Number.isNaN(time) ? undefined : time
}

/** Nobody signed up before 1973: a count that small is one of seconds. */
function fromCount(count: number): number {
  return Math.floor(Math.abs(count) < 100_000_000_000 ? count * 1000 : count)
}

/** PostgreSQL writes whole hours as `+02`. */
function withMinutes(iso: string): string {
  return iso.replace(/T(.*[+-]\d\d)$/, 'T$1:00')
}

export function readFlag(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true' || value === 't'
}

const longestText = 2_000

/** Text on one line, without what no database or page wants in it; absent where nothing is left. */
export function readText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
  return text === '' || text.length > longestText ? undefined : text
}

export function readId(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A member of an object, or of one that is kept as JSON text. */
export function readMember(value: unknown, ...names: readonly string[]): string | undefined {
  const whole = typeof value === 'string' ? parse(value) : value
  if (typeof whole !== 'object' || whole === null) return undefined
  const members = whole as Readonly<Record<string, unknown>>
  return names.map((name) => readText(members[name])).find((text) => text !== undefined)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A language tag as pages are chosen by, if it is one. */
export function readLocale(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}
