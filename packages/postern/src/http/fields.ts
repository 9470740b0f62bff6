/**
 * Bodies: a flat JSON object or a form, 64 KiB at most, each name once, in text that can be kept. Nothing is merged into anything, so that
 * `__proto__` is a name like any other.
 */
import type { Context } from 'hono'
import { isKept } from '../domain/kept-text.ts'
import { type Env, headerOf } from './headers.ts'
import { readText } from './read-text.ts'

export type Fields = ReadonlyMap<string, string>

export type ReadFields =
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'too-large' | 'media-type-unsupported' | 'body-invalid' }

const maxBytes = 64 * 1024
const none: ReadFields = { kind: 'fields', fields: new Map() }
const json = /^application\/(?:[a-z0-9.-]+\+)?json$/

export async function readFields(c: Context<Env>): Promise<ReadFields> {
  const read = await readText(c, maxBytes)
  if (read.kind !== 'text') return read
  if (read.text === '') return none
  const type = (headerOf(c, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/x-www-form-urlencoded') return fromForm(read.text)
  return json.test(type) ? fromJson(read.text) : { kind: 'media-type-unsupported' }
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
