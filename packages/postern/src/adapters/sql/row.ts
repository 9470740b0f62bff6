import type { Asked } from '../../domain/attempt.ts'

export type Value = null | number | string | Uint8Array
/** A row as an array, in the order of the statement's columns. Their names are unique within a statement. */
export type Row = readonly Value[]

/** Splits a list of short words that hold no comma. */
export function readWords(text: string): string[] {
  return text === '' ? [] : text.split(',')
}

export function writeWords(words: readonly string[]): string {
  return words.join(',')
}

export function readAsked(text: string): Asked {
  return text === '{}' ? {} : (JSON.parse(text) as Asked)
}

export function writeAsked(asked: Asked): string {
  return JSON.stringify(asked)
}

/** `column` names with the table's alias in front and, as names must be unique, behind as well. */
export function columnsOf(alias: string, columns: readonly string[]): string {
  return columns.map((column) => `${alias}.${column} AS ${alias}_${column}`).join(', ')
}
