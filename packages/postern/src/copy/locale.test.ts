import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ago,
  chooseLocale,
  clockTime,
  clockTimeWithZone,
  directionOf,
  duration,
  type Locale,
  locales,
} from './locale.ts'

const at = Date.UTC(2026, 10, 22, 14, 2, 8)

describe('choosing a locale', () => {
  test.each<[string | undefined, Locale]>([
    [undefined, 'en'],
    ['', 'en'],
    ['de', 'de'],
    ['de-CH', 'de'],
    ['xx-BR, fr;q=0.9, en;q=0.8', 'fr'],
    ['pt-PT', 'pt'],
    ['nb-NO', 'en'],
    ['nn, da;q=0.8', 'da'],
    ['en;q=0.5, ja;q=0.9', 'ja'],
    ['de;q=0, es;q=0.1', 'es'],
    ['AR_eg', 'ar'],
    ['fr;q=2, de;q=0.1', 'de'],
    ['*', 'en'],
    ['es, de', 'es'],
    ['zh-TW', 'zh'],
    ['zh-Hans-CN', 'zh'],
    ['iw', 'he'],
    ['iw-IL, de;q=0.9', 'he'],
    ['no, nb;q=0.9, nn;q=0.8', 'en'],
  ])('%j gives %s', (wanted, chosen) => {
    expect(chooseLocale(wanted)).toBe(chosen)
  })

  test('any text at all gives one of our locales', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => locales.includes(chooseLocale(text))))
  })

  test('a range with the highest weight wins, wherever it stands', () => {
    const others = fc.array(fc.constantFrom('en;q=0.2', 'de;q=0.5', 'xx', 'fr;q=0.99'), { maxLength: 8 })
    fc.assert(
      fc.property(others, others, (before, after) => chooseLocale([...before, 'ja;q=1', ...after].join()) === 'ja'),
    )
  })

  test('a header without end is read only at its beginning', () => {
    expect(chooseLocale(`${'xx,'.repeat(400)}de`)).toBe('en')
    expect(chooseLocale(`${' '.repeat(2000)}de`)).toBe('en')
  })
})

describe('writing times', () => {
  test('a clock time is the same Latin digits in every language', () => {
    expect(clockTime(at)).toBe('14:02')
    expect(clockTime(at, 'Asia/Tokyo')).toBe('23:02')
    expect(clockTime(Date.UTC(2026, 0, 1, 0, 5), 'Europe/London')).toBe('00:05')
  })

  test('a zone is named beside the time', () => {
    expect(clockTimeWithZone('en', at, 'Europe/Paris')).toBe('15:02 CET')
    expect(clockTimeWithZone('de', at, 'Europe/Paris')).toBe('15:02 MEZ')
    expect(clockTimeWithZone('ar', at)).toBe('14:02 UTC')
    expect(clockTimeWithZone('he', at)).toBe('14:02 UTC')
  })

  test.each([
    [0, '0:00'],
    [-5, '0:00'],
    [1, '0:01'],
    [24_000, '0:24'],
    [700_000, '11:40'],
  ])('%i ms are %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text)
  })

  test('an age is told in the largest whole unit', () => {
    expect(ago('en', at, at + 59_000)).toBe('now')
    expect(ago('en', at, at + 130_000)).toBe('2 minutes ago')
    expect(ago('de', at, at + 3 * 3_600_000)).toBe('vor 3 Stunden')
    expect(ago('ar', at, at + 5 * 60_000)).toMatch(/5/)
    expect(ago('fr', at, at + 50 * 3_600_000)).toBe('avant-hier')
  })

  test('Arabic and Hebrew alone run from right to left', () => {
    expect(locales.filter((locale) => directionOf(locale) === 'rtl')).toEqual(['ar', 'he'])
  })
})
