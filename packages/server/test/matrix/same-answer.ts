/** An answer without what differs from call to call: ids, secrets, signatures, numbers that are drawn. */

export interface Answered {
  readonly status: number
  readonly headers: string
  readonly text: string
  /** As it came. */
  readonly raw: string
}

const left = ['date', 'content-length', 'idempotency-replayed']

export async function answered(response: Response, hide: readonly string[]): Promise<Answered> {
  const headers = [...response.headers]
    .filter(([name]) => !left.includes(name))
    .map(([name, value]) => `${name}: ${value}`)
  const text = response.headers.get('content-type')?.startsWith('text/event-stream')
    ? 'a stream'
    : await response.text()
  if (text === 'a stream') await response.body?.cancel()
  const raw = `${headers.join('\n')}\n${text}`
  return { raw, status: response.status, headers: blurred(headers.join('\n'), hide), text: blurred(text, hide) }
}

function blurred(text: string, hide: readonly string[]): string {
  let blurry = text
  for (const word of hide) {
    const coded = encodeURIComponent(word)
    if (blurry.includes(word)) blurry = blurry.replaceAll(word, 'NAME')
    if (coded !== word && blurry.includes(coded)) blurry = blurry.replaceAll(coded, 'NAME')
  }
  return blurry
    .replaceAll(/\b[0-9a-hjkmnp-tv-z]{26}\b/g, 'ID')
    .replaceAll(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, 'JWT')
    .replaceAll(/[A-Za-z0-9_-]{43}/g, 'SECRET')
    .replaceAll(/"number":"\d\d"/g, '"number":"NN"')
    .replaceAll(/\b(?:\d{4}-\d\d-\d\dT[\d:.]+Z)/g, 'TIME')
    .replaceAll(/<strong[^>]*>\d\d<\/strong>/g, 'NN')
}
