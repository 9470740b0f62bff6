import { expect, test } from 'vitest'
import { readBearer } from './bearer.ts'

test.each([
  ['Bearer abc.def-_~+/=', 'abc.def-_~+/='],
  ['bearer  abc ', 'abc'],
])('%j carries a token', (header, token) => {
  expect(readBearer(header)).toBe(token)
})

test.each([
  undefined,
  null,
  '',
  'Bearer',
  'Bearer ',
  'Basic YTpi',
  'Bearer a b',
  'Bearer a,b',
  'xBearer a',
  'Bearer ä',
])('%j carries none', (header) => {
  expect(readBearer(header)).toBeUndefined()
})
