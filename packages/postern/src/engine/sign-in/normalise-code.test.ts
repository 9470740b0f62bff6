import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normaliseCode } from './redeem-code.ts'

const digits = { kind: 'digits', length: 6 } as const
const letters = { kind: 'letters', length: 8 } as const

test('a code is taken as people type and paste it', () => {
  for (const text of ['123456', ' 123 456 ', '123-456', '123\u2013456', '12\u00a034\t56\n'])
    expect(normaliseCode(text, digits)).toBe('123456')
  for (const text of ['١٢٣٤٥٦', '۱۲۳ ۴۵۶', '१२३-४५६', '１２３４５６'])
    expect([text, normaliseCode(text, digits)]).toEqual([text, '123456'])
  expect(normaliseCode('٠٩۰۹०९', digits)).toBe('090909')
  expect(normaliseCode('bcdf-ghjk', letters)).toBe('BCDFGHJK')
})

test('what cannot be a code is none', () => {
  for (const text of ['', '12345', '1234567', '12345x', '১২৩৪৫৬', '123.456', '+12345', '1e5000', ' '.repeat(100)])
    expect(normaliseCode(text, digits)).toBeUndefined()
  expect(normaliseCode('BCDFGHJ!', letters)).toBeUndefined()
})

test('whatever comes in, what comes out has the shape or is nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      expect(normaliseCode(text, digits) ?? '000000').toMatch(/^\d{6}$/)
      expect(normaliseCode(text, letters) ?? 'BBBBBBBB').toMatch(/^[A-Z0-9]{8}$/)
    }),
  )
})
