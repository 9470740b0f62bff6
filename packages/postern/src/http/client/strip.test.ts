import { expect, test } from 'vitest'
import { strip } from './strip.ts'

test('space and tab are stripped at both ends, and nothing within', () => {
  expect(strip(' \t a \t b\t ')).toBe('a \t b')
  expect(strip(' \t ')).toBe('')
})

test.each(['\u00a0', '\ufeff', '\v', '\f', '\n', '\r', '\u2003', '\0'])('%j is kept', (letter) => {
  expect(strip(`${letter}a${letter}`)).toBe(`${letter}a${letter}`)
})

test('blanks without end cost one pass', () => {
  const blanks = `x${' '.repeat(2 ** 20)}x`
  const started = performance.now()
  expect(strip(blanks)).toBe(blanks)
  expect(performance.now() - started).toBeLessThan(1000)
})
