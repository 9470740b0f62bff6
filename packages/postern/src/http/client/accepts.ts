/** Whether a caller wants a page or JSON: the one question this server negotiates (RFC 9110 §12.5.1). */

const maxLength = 1024
const form = /^[ \t]*(?:application\/x-www-form-urlencoded|multipart\/form-data)[ \t]*(?:;|$)/i
const quality = /^q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/i

/**
 * True when `Accept` prefers `text/html` to JSON. Where it prefers neither, a form wants a page and everything else
 * JSON. Total.
 */
export function wantsPage(accept: string | null | undefined, contentType?: string | null): boolean {
  if (!accept) return isForm(contentType)
  const ranges = parseAccept(accept)
  const html = qualityOf(ranges, ['text/html', 'text/*', '*/*'])
  const json = Math.max(
    qualityOf(ranges, ['application/json', 'application/*', '*/*']),
    qualityOf(ranges, ['application/problem+json', 'application/*', '*/*']),
  )
  return html === json ? isForm(contentType) : html > json
}

function isForm(contentType: string | null | undefined): boolean {
  return contentType ? form.test(contentType.slice(0, maxLength)) : false
}

function parseAccept(accept: string): ReadonlyMap<string, number> {
  const ranges = new Map<string, number>()
  for (const element of accept.slice(0, maxLength).split(',')) {
    const [range = '', ...parameters] = element
      .toLowerCase()
      .split(';')
      .map((part) => part.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    ranges.set(range, weight === undefined ? 1 : Number(quality.exec(weight)?.[1] ?? 0))
  }
  return ranges
}

/** The most specific range decides. */
function qualityOf(ranges: ReadonlyMap<string, number>, specificFirst: readonly string[]): number {
  const match = specificFirst.find((range) => ranges.has(range))
  return match === undefined ? 0 : (ranges.get(match) ?? 0)
}
