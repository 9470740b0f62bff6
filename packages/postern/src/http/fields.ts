/**
 * Bodies: a flat JSON object or a form, 64 KiB at most, each name once, in text that can be kept. Nothing is merged into anything, so that
 * `__proto__` is a name like any other.
 */
import type { Context } from 'hono'
import { isKept } from '../domain/kept-text.ts'
import { type Env, headerOf } from './headers.ts'

export type Fields = ReadonlyMap<string, string>

export type ReadFields =
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'too-large' | 'media-type-unsupported' | 'body-invalid' }

const maxBytes = 64 * 1024
const none: ReadFields = { kind: 'fields', fields: new Map() }
const json = /^application\/(?:[a-z0-9.-]+\+)?json$/

export async function readFields(c: Context<Env>): Promise<ReadFields> {
  const length = headerOf(c, 'content-length')
  if (length !== undefined && Number(length) > maxBytes) return { kind: 'too-large' }
  const type = (headerOf(c, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (length === '0' || (length === undefined && headerOf(c, 'transfer-encoding') === undefined && type === ''))
    return none
  // Node's parser holds a caller to the length it named. Elsewhere that is only a claim.
  const isHeld = length !== undefined && c.env?.incoming !== undefined
  const reading = isHeld ? c.req.raw.text() : readCapped(c.req.raw)
  // The caller hung up in the middle: nobody is left to answer, and nothing of ours is at fault.
  const text = await reading.catch(() => null)
  if (text === null) return { kind: 'body-invalid' }
  if (text === undefined) return { kind: 'too-large' }
  if (text === '') return none
  if (type === 'application/x-www-form-urlencoded') return fromForm(text)
  return json.test(type) ? fromJson(text) : { kind: 'media-type-unsupported' }
}

/** A body whose length nobody vouches for is counted while it comes. */
async function readCapped(request: Request): Promise<string | undefined> {
  if (!request.body) return ''
  const decoder = new TextDecoder()
  const reader = request.body.getReader()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}

function fromForm(text: string): ReadFields {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name) || !isKept(value)) return { kind: 'body-invalid' }
    fields.set(name, value)
  }
  return { kind: 'fields', fields }
}

function fromJson(text: string): ReadFields {
  const parsed = parseJson(text)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return { kind: 'body-invalid' }
  const entries = Object.entries(parsed)
  if (entries.length !== countNames(text)) return { kind: 'body-invalid' }
  const fields = new Map<string, string>()
  for (const [name, value] of entries) {
    if (value === null) continue
    if (typeof value === 'object' || !isKept(String(value))) return { kind: 'body-invalid' }
    fields.set(name, String(value))
  }
  return { kind: 'fields', fields }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** In valid JSON a string before a colon is a name. More of them than the object has means one came twice, or depth. */
function countNames(text: string): number {
  let count = 0
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"([ \t\r\n]*:)?/g)) if (match[1]) count++
  return count
}
