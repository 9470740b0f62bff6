/** A body of the contract: members that it does not know are left alone, those that it knows are checked. */
import type { Answer, Call } from 'postern/kit'
import type { z } from 'zod'
import { issueWords } from '../../resources/issue-words.ts'
import { lostNumber, lostNumbers } from '../lost-numbers.ts'
import { blank, fieldErrors, generalError, invalid } from './answers.ts'

export type ReadBody<T> =
  | { readonly kind: 'read'; readonly body: T }
  | { readonly kind: 'refused'; readonly answer: Answer }

export function readBody<T>({ json }: Call, schema: z.ZodType<T>): ReadBody<T> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { kind: 'refused', answer: generalError('[invalidJSON]', 'The body must be one JSON object.') }
  }
  const lost = lostNumbers(json).map((path) => invalid(path.join('.'), lostNumber))
  if (lost.length > 0) return { kind: 'refused', answer: fieldErrors(lost) }
  const parsed = schema.safeParse(json, { error: issueWords })
  if (parsed.success) return { kind: 'read', body: parsed.data }
  const errors = parsed.error.issues.map(({ path, message }) => {
    const field = path.map(String).join('.')
    return isBlank((json as Record<string, unknown>)[field]) ? blank(field) : invalid(field, message)
  })
  return { kind: 'refused', answer: fieldErrors(errors) }
}

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === ''
