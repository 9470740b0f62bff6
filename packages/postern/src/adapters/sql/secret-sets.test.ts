import { expect, test } from 'vitest'
import type { SecretSet } from '../../domain/attempt.ts'
import type { SecretHash } from '../../domain/credential.ts'
import { instant } from '../../domain/instant.ts'
import { expiryOf, readSets, shortenSet, writeSets } from './secret-sets.ts'

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const set = (mark: string, until: number): SecretSet => ({
  mark,
  link: bytes(1) as SecretHash,
  cancel: bytes(2) as SecretHash,
  code: { key: 'k1', mac: bytes(255) },
  askedAt: instant(1),
  until: instant(until),
})

test('sets come back as they went', () => {
  const sets = [set('ABCD', 100), set('EFGH', 200)]
  expect(readSets(writeSets(sets))).toEqual(sets)
})

test('shortening changes the life of one set, and of the attempt when it was the longest', () => {
  const text = writeSets([set('ABCD', 100), set('EFGH', 200)])
  expect(shortenSet(text, 'EFGH', instant(50))).toEqual({
    text: writeSets([set('ABCD', 100), set('EFGH', 50)]),
    expiresAt: 100,
  })
})

test('shortening never lengthens, and leaves a set that is gone alone', () => {
  const text = writeSets([set('ABCD', 100)])
  expect(shortenSet(text, 'ABCD', instant(100))).toBeUndefined()
  expect(shortenSet(text, 'ABCD', instant(500))).toBeUndefined()
  expect(shortenSet(text, 'WXYZ', instant(1))).toBeUndefined()
})

test('an attempt lives as long as the last of its sets', () => {
  expect(expiryOf([set('ABCD', 300), set('EFGH', 200)])).toBe(300)
})
