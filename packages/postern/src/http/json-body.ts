/** JSON bodies of any depth, 256 KiB at most, for routes that check them by a schema of their own. */
import type { Context } from 'hono'
import { isKept } from '../domain/kept-text.ts'
import { type Env, headerOf } from './headers.ts'
import { readText } from './read-text.ts'

export type ReadJson =
  /** `undefined` where there was no body. */
  | { readonly kind: 'json'; readonly json: unknown }
  | { readonly kind: 'too-large' | 'media-type-unsupported' | 'body-invalid' }

const maxBytes = 256 * 1024
/** Deeper than anything that is meant. What walks a value by calling itself is safe behind it. */
const maxDepth = 32
const types: readonly string[] = ['application/json', 'application/merge-patch+json']

/** Text of any media type, 1 MiB at most. */
export async function readPlain(c: Context<Env>): Promise<ReadJson> {
  const text = await readText(c, 4 * maxBytes)
  return text.kind === 'text' ? { kind: 'json', json: text.text } : text
}

export const readJson = (c: Context<Env>): Promise<ReadJson> => readJsonOf(c, maxBytes)

/** 1 MiB at most. */
export const readLongJson = (c: Context<Env>): Promise<ReadJson> => readJsonOf(c, 4 * maxBytes)

async function readJsonOf(c: Context<Env>, most: number): Promise<ReadJson> {
  const text = await readText(c, most)
  if (text.kind !== 'text') return text
  if (text.text === '') return { kind: 'json', json: undefined }
  const type = (headerOf(c, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type === undefined || !types.includes(type)) return { kind: 'media-type-unsupported' }
  try {
    const json: unknown = JSON.parse(text.text)
    return isSound(json) ? { kind: 'json', json } : { kind: 'body-invalid' }
  } catch {
    return { kind: 'body-invalid' }
  }
}

/** Not too deep, and all its text such as is kept. One level after the other: no depth is too much for looking. */
function isSound(json: unknown): boolean {
  let level: readonly unknown[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth || level.some((value) => typeof value === 'string' && !isKept(value))) return false
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.entries(value).flat() : []))
  }
  return true
}
