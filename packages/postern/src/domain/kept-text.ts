/**
 * Text as every store can keep it: well-formed Unicode without NUL. PostgreSQL has no place for NUL
 * (https://www.postgresql.org/docs/current/datatype-character.html), SQLite promises nothing about it
 * (https://www.sqlite.org/nulinstr.html), and half a surrogate pair is no UTF-8 at all.
 */
import { PosternError } from './errors.ts'

export const isKept = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** For text that others wrote and that must not be lost: what cannot be kept of it is left out. */
export const keptOf = (text: string): string => text.toWellFormed().replaceAll('\0', '')

/** As a store refuses text that is not kept. */
export const textRefused = (): PosternError => new PosternError('body-invalid', 'The text holds letters that are none.')
