/**
 * What is wrong with a value, in words that go on from its path, as all of ours do. Where a schema has words of its own,
 * those stand; what is not named here is said by zod.
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
      return issue.input === undefined ? 'is missing' : `must be ${issue.values.map(String).join(' or ')}`
    case 'unrecognized_keys':
      return `has no member ${issue.keys.join(', ')}`
    case 'too_small':
      return bound(issue.origin, issue.minimum, ['or more', 'at least'])
    case 'too_big':
      return bound(issue.origin, issue.maximum, ['or less', 'at most'])
    default:
      return undefined
  }
}

const counted: Readonly<Record<string, string>> = { array: 'entries', string: 'letters' }

/** Of a number, and of what is counted. */
type Sides = readonly [number: string, count: string]

function bound(origin: string, most: number | bigint, [number, count]: Sides): string | undefined {
  if (origin === 'number' || origin === 'int') return `must be ${most} ${number}`
  const what = counted[origin]
  return what && `must have ${most} ${what} ${count}`
}
