import { expect, test } from 'vitest'
import { atBase, isBelow } from './mount.ts'

test.each(['/auth', '/auth/', '/auth/me', '/auth?x=1'])('%s is below /auth', (url) => {
  expect(isBelow(url, '/auth')).toBe(true)
})

test.each(['/', '/authors', '/auth.js', '/au', '/account/auth'])('%s is not below /auth', (url) => {
  expect(isBelow(url, '/auth')).toBe(false)
})

test('everything is below an empty base', () => {
  expect(isBelow('/anything', '')).toBe(true)
})

test.each([
  ['/account/auth/me?x=1', '/account/auth/me?x=1'],
  ['/auth/me?x=1', '/account/auth/me?x=1'],
  ['/me?x=1', '/account/auth/me?x=1'],
  ['/', '/account/auth/'],
  ['/?x=1', '/account/auth/?x=1'],
  ['/account', '/account/auth/account'],
])('%s was %s before something was taken off', (seen, whole) => {
  expect(atBase(seen, '/account/auth')).toBe(whole)
})

test.each(['*', 'http://127.0.0.1/me', ''])('%o is no path, and stays as it is', (url) => {
  expect(atBase(url, '/auth')).toBe(url)
})
