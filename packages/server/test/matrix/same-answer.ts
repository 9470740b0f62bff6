/** Whether two answers say the same, but for what differs from call to call: ids, secrets, signatures, drawn numbers. */

export interface Answered {
  readonly status: number
  readonly headers: string
  readonly text: string
  /** Headers and text. */
  readonly raw: string
}

const left = ['date', 'content-length', 'idempotency-replayed']

export async function answered(response: Response): Promise<Answered> {
  const headers = [...response.headers]
    .filter(([name]) => !left.includes(name))
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
  const text = response.headers.get('content-type')?.startsWith('text/event-stream')
    ? 'a stream'
    : await response.text()
  if (text === 'a stream') await response.body?.cancel()
  return { raw: `${headers}\n${text}`, status: response.status, headers, text }
}

/** The parts in which they differ. `hide` are names by which the two calls differed, long ones first. */
export function differing(told: Answered, wanted: Answered, hide: readonly string[]): readonly Part[] {
  return parts.filter((part) => {
    const [one, other] = [told[part], wanted[part]]
    // Most answers are the same letter for letter.
    if (one === other || typeof one !== 'string' || typeof other !== 'string') return one !== other
    return blurred(one, hide) !== blurred(other, hide)
  })
}

type Part = 'status' | 'headers' | 'text'

const parts: readonly Part[] = ['status', 'headers', 'text']

function blurred(text: string, hide: readonly string[]): string {
  let blurry = text
  for (const word of hide) blurry = blurry.replaceAll(word, 'NAME')
  return blurry
    .replaceAll(/\b[0-9a-hjkmnp-tv-z]{26}\b/g, 'ID')
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'JWT')
    .replaceAll(/[A-Za-z0-9_-]{43}/g, 'SECRET')
    .replaceAll(/"number":"\d\d"/g, '"number":"NN"')
    .replaceAll(/\b(?:\d{4}-\d\d-\d\dT[\d:.]+Z)/g, 'TIME')
    .replaceAll(/<strong[^>]*>\d\d<\/strong>/g, 'NN')
}
