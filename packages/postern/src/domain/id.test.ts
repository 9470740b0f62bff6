import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatId, parseId, timeOfId } from './id.ts'
import { instant } from './instant.ts'

const time = fc.integer({ min: 0, max: 2 ** 48 - 1 }).map(instant)
const random = fc.uint8Array({ minLength: 10, maxLength: 10 })

describe('an id', () => {
  test('tells the millisecond it was made in', () => {
    fc.assert(
      fc.property(time, random, (now, bytes) => {
        expect(timeOfId(formatId(now, bytes))).toBe(now)
      }),
    )
  })

  test('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(time, time, random, random, (one, other, bytes, otherBytes) => {
        fc.pre(one !== other)
        expect(formatId(one, bytes) < formatId(other, otherBytes)).toBe(one < other)
      }),
    )
  })

  test('is parsed back as itself', () => {
    fc.assert(
      fc.property(time, random, (now, bytes) => {
        const id = formatId<'user'>(now, bytes)
        expect(parseId(id)).toBe(id)
      }),
    )
  })

  test('keeps every random bit', () => {
    fc.assert(
      fc.property(random, fc.nat(79), (bytes, bit) => {
        const flipped = Uint8Array.from(bytes)
        flipped[bit >> 3]! ^= 1 << (bit & 7)
        expect(formatId(instant(0), flipped)).not.toBe(formatId(instant(0), bytes))
      }),
    )
  })

  test('is written as the ULID layout has it', () => {
    const ones = new Uint8Array(10).fill(255)
    expect(formatId(instant(0), new Uint8Array(10))).toBe('0'.repeat(26))
    expect(formatId(instant(2 ** 48 - 1), ones)).toBe(`7${'z'.repeat(25)}`)
    expect(formatId(instant(1_469_918_176_385), new Uint8Array(10))).toBe(`01aryz6s41${'0'.repeat(16)}`)
  })

  test.each([
    '',
    '0'.repeat(25),
    '0'.repeat(27),
    `8${'0'.repeat(25)}`,
    'i'.repeat(26),
    `0${'Z'.repeat(25)}`,
    `${'0'.repeat(25)}\n`,
  ])('is not read from %j', (text) => {
    expect(parseId(text)).toBeUndefined()
  })
})
