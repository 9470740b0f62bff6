import type { Asked } from '../../domain/attempt.ts'
import type { SecretHash } from '../../domain/credential.ts'
import { PosternError } from '../../domain/errors.ts'

export type Value = null | number | string | Uint8Array
/** A row as an array, in the order of the statement's columns. Their names are unique within a statement. */
export type Row = readonly Value[]

/** Splits a list of short words that hold no comma. */
export function readWords(text: string): string[] {
  if (text === '') return []
  return text.includes(',') ? text.split(',') : [text]
}

export function writeWords(words: readonly string[]): string {
  return words.join(',')
}

/** Labels come from closed lists and networks repeat, so most rows say what another one said. */
const askedSeen = new Map<string, Asked>()
const mostAskedSeen = 1000

export function readAsked(text: string): Asked {
  const asked = findAsked(text)
  if (!asked) throw new PosternError('server-error', 'A row cannot be read: who asked is no JSON of ours.')
  return asked
}

/** `undefined` where the text says it of nobody: a row may be damaged, and those beside it are not. */
export function findAsked(text: string): Asked | undefined {
  const seen = askedSeen.get(text)
  if (seen) return seen
  const asked = findObject<Asked>(text)
  if (!asked) return undefined
  if (askedSeen.size >= mostAskedSeen) askedSeen.clear()
  askedSeen.set(text, Object.freeze(asked))
  return asked
}

/** The JSON object that the text should be, if it is one. */
export function findObject<T extends object>(text: string): T | undefined {
  try {
    const found: unknown = JSON.parse(text)
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as T) : undefined
  } catch {
    return undefined
  }
}

export function writeAsked(asked: Asked): string {
  return JSON.stringify(asked)
}

/** Bytes as base64url, for hashes and MACs. */
export function writeHash(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

export function readHash(text: string): SecretHash {
  return new Uint8Array(Buffer.from(text, 'base64url')) as Uint8Array as SecretHash
}

/** `column` names with the table's alias in front and, as names must be unique, behind as well. */
export function columnsOf(alias: string, columns: readonly string[]): string {
  return columns.map((column) => `${alias}.${column} AS ${alias}_${column}`).join(', ')
}

/** Plain column names with a table's alias in front. */
export function prefixed(alias: string, columns: string): string {
  return columns.replaceAll(/\b([a-z]\w*)\b/g, `${alias}.$1`)
}

/** The same columns as bare expressions, for a statement that packs a row into one value. */
export function expressionsOf(columns: string): string {
  return columns.replaceAll(/ AS \w+/g, '')
}
