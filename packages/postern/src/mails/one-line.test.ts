import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { oneLine } from './one-line.ts'

describe('oneLine', () => {
  test('turns line breaks of every kind into a space', () => {
    expect(oneLine('Linden\r\nBcc: eve@evil.example\u2028\u0085x')).toBe('Linden Bcc: eve@evil.example x')
  })

  test('drops marks that turn the direction of what follows', () => {
    expect(oneLine('Lin\u202eden\u2066\u200b\ufeff')).toBe('Linden')
  })

  test('keeps letters of every script, and the joiners they need', () => {
    expect(oneLine('می\u200cخواهم 東京 👩\u200d💻')).toBe('می\u200cخواهم 東京 👩\u200d💻')
  })

  test('cuts a long name between characters', () => {
    const cut = oneLine('🏰'.repeat(200))
    expect(Array.from(cut)).toHaveLength(80)
    expect(cut.endsWith('🏰…')).toBe(true)
  })

  test('gives one well-formed short line for any input', () => {
    const plain = fc.constantFrom(...Array.from('aZ ü東\u200d🏰'))
    const hostile = fc.constantFrom(
      ...Array.from('\r\n\t\0\u001b\u007f\u0085\u2028\u2029\u202e\u2066\u2069'),
      '\ud800',
      '\udc00',
    )
    const text = fc.array(fc.oneof(plain, hostile), { maxLength: 200 }).map((characters) => characters.join(''))
    fc.assert(
      fc.property(text, (name) => {
        const line = oneLine(name)
        expect(Array.from(line).length).toBeLessThanOrEqual(80)
        expect(line.isWellFormed()).toBe(true)
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]|^ | {2}| $/u)
      }),
    )
  })
})
