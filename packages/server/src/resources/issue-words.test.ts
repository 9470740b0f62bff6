import { expect, test } from 'vitest'
import { z } from 'zod'
import { issueWords } from './issue-words.ts'

const shape = z.strictObject({
  name: z.string().min(2).max(3),
  kind: z.enum(['a', 'b']),
  roles: z.array(z.string()).min(1).max(2).optional(),
  most: z.number().min(1).max(9).optional(),
  whole: z.int().min(1).optional(),
  on: z.boolean().optional(),
  one: z.array(z.string().min(1)).max(1).optional(),
  code: z.string().regex(/^a/).optional(),
  at: z.iso.datetime().optional(),
  form: z.union([z.string(), z.boolean()]).optional(),
  either: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })])
    .optional(),
  own: z.string().max(1, 'must be short').optional(),
})
const sound = { name: 'ada', kind: 'a' }

const said = (given: unknown): readonly string[] =>
  (shape.safeParse(given, { error: issueWords }).error?.issues ?? []).map(({ path, message }) =>
    [path.map(String).join('.') || 'it', message].join(' '),
  )

test.each([
  [{}, ['name is missing', 'kind is missing']],
  [{ ...sound, name: 7 }, ['name must be text']],
  [{ ...sound, name: 'a' }, ['name must have 2 letters at least']],
  [{ ...sound, name: 'adam' }, ['name must have 3 letters at most']],
  [{ ...sound, name: '', more: 1 }, ['name must have 2 letters at least', 'it has no member more']],
  [{ ...sound, kind: 'c' }, ['kind must be a or b']],
  [{ ...sound, roles: 'a' }, ['roles must be a list']],
  [{ ...sound, roles: [] }, ['roles must not be empty']],
  [{ ...sound, roles: ['a', 'b', 'c'] }, ['roles must have 2 entries at most']],
  [{ ...sound, roles: ['a', 7] }, ['roles.1 must be text']],
  [{ ...sound, most: 0 }, ['most must be 1 or more']],
  [{ ...sound, whole: 0 }, ['whole must be 1 or more']],
  [{ ...sound, whole: 1.5 }, ['whole must be a whole number']],
  [{ ...sound, most: 10 }, ['most must be 9 or less']],
  [{ ...sound, on: 'yes' }, ['on must be true or false']],
  [{ ...sound, own: 'long' }, ['own must be short']],
  [{ ...sound, nope: 1, more: 2 }, ['it has no member nope, more']],
  [{ ...sound, one: [''] }, ['one.0 must not be empty']],
  [{ ...sound, one: ['a', 'b'] }, ['one must have 1 entry at most']],
  [{ ...sound, code: 'b' }, ['code is not as it is wanted here']],
  [{ ...sound, at: 'noon' }, ['at must be a time as 2026-01-31T12:00:00Z']],
  [{ ...sound, form: 7 }, ['form is not as it is wanted here']],
  [{ ...sound, either: { kind: 'c' } }, ['either.kind must be a or b']],
  ['text', ['it must be an object']],
])('%j', (given, words) => {
  expect(said(given)).toEqual(words)
})
