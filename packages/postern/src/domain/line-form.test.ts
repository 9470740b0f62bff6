import { expect, test } from 'vitest'
import { lineForm, readsAsLink } from './line-form.ts'

test.each(['', 'Ada Lovelace', 'می‌خواهم', '👩‍💻 Ada', 'דנה', 'a\u200fb'])('%j stands in one line', (text) => {
  expect(lineForm.test(text)).toBe(true)
})

test.each(['a\nb', 'a\u0007b', 'a\u2028b', ...'\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'])(
  '%j does not',
  (mark) => {
    expect(lineForm.test(`Bob${mark}Evil`)).toBe(false)
  },
)

test.each([
  'https://evil.example',
  'WWW.evil.example',
  'evil.example',
  'See Evil.Com now',
  'x.co/login',
  'пример.рф',
  'www.evil.example@a.example',
])('%s is made a link of', (text) => {
  expect(readsAsLink(text)).toBe(true)
})

test.each([
  'Grace Hopper',
  'J. R. R. Tolkien',
  'Dr. Ann',
  'J.R.R. Tolkien',
  'Acme Inc.',
  'Ann (ann@shop.example)',
  'v1.2',
])('%s is a name', (text) => {
  expect(readsAsLink(text)).toBe(false)
})
