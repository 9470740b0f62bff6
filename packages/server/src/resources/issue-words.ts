/**
 * What is wrong with a value, in words that go on from its path, as all of ours do. Where a schema has words of its own,
 * those stand.
 */
import type { z } from 'zod'

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'text',
}

export const issueWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : oneOf(issue.values)
    case 'unrecognized_keys':
      return `has no member ${issue.keys.join(', ')}`
    case 'invalid_format':
      return formats[issue.format] ?? otherwise
    case 'invalid_key':
      return 'is empty or too long for a name'
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : otherwise
    case 'too_small':
      return bound(issue.origin, issue.minimum, ['or more', 'at least'])
    case 'too_big':
      return bound(issue.origin, issue.maximum, ['or less', 'at most'])
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    default:
      return otherwise
  }
}

const oneOf = (values: readonly unknown[]): string => `must be ${values.map(String).join(' or ')}`

/** Where a schema has no words of its own. It should. */
export const otherwise = 'is not as it is wanted here'

const formats: Readonly<Record<string, string>> = {
  base64: 'must be base64',
  datetime: 'must be a time as 2026-01-31T12:00:00Z',
  email: 'must be one address of mail, without a name',
}

type Counted = readonly [one: string, many: string]
const counted: Readonly<Record<string, Counted>> = { array: ['entry', 'entries'], string: ['letter', 'letters'] }

/** Of a number, and of what is counted. */
type Sides = readonly [number: string, count: string]

function bound(origin: string, most: number | bigint, [number, count]: Sides): string {
  const [one, many] = counted[origin] ?? []
  if (one === undefined) return `must be ${most} ${number}`
  if (most === 1 && count === 'at least') return 'must not be empty'
  return `must have ${most} ${most === 1 ? one : many} ${count}`
}
