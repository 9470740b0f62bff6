import { expect, test } from 'vitest'
import { createRandomPool } from './random-pool.ts'

test('bytes are zeroed once they were lent', () => {
  const pool = createRandomPool()
  let kept: Uint8Array = new Uint8Array()
  const copy = pool.spend(32, (bytes) => {
    kept = bytes
    return Uint8Array.from(bytes)
  })
  expect(copy.some((byte) => byte !== 0)).toBe(true)
  expect(kept).toEqual(Buffer.alloc(32))
})

test('every byte of the source is handed out once, in order', () => {
  let next = 0
  const pool = createRandomPool((count) => Uint8Array.from({ length: count }, () => next++ & 255))
  expect(pool.byte()).toBe(0)
  expect(pool.text(3)).toBe(Buffer.of(1, 2, 3).toString('base64url'))
  expect(pool.spend(2, (bytes) => [...bytes])).toEqual([4, 5])
  expect(pool.byte()).toBe(6)
})

test('a pool asks for nothing before it is used', () => {
  let asked = 0
  const pool = createRandomPool((count) => {
    asked++
    return new Uint8Array(count)
  })
  expect(asked).toBe(0)
  pool.byte()
  expect(asked).toBe(1)
})
