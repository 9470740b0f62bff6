import { expect, test } from 'vitest'
import { toText } from './html.ts'
import { dayAndTime, moment } from './moment.ts'
import { sampleContext } from './sample-pages.ts'
import type { PageContext } from './views.ts'

const { now } = sampleContext
const context = { ...sampleContext, locale: 'es', timeZone: 'Europe/Madrid' } as const
const hour = 3_600_000
const words = (written: Parameters<typeof toText>[0]): string => toText(written).replace(/<[^>]+>/g, '')

test('a time of today is a clock time with its zone', () => {
  expect(words(moment(context, now + hour))).toBe('16:02 CET')
  expect(words(dayAndTime(context, now + hour))).toBe('16:02 CET')
})

test('a time of another day fits what stands before a clock time in a sentence, and begins with the day where it stands alone', () => {
  expect(words(moment(context, now - 24 * hour))).toBe('15:02 CET (21 de noviembre)')
  expect(words(dayAndTime(context, now - 24 * hour))).toBe('21 de noviembre, 15:02 CET')
})

test('a day and its time are set apart as the language does', () => {
  const far = (locale: PageContext['locale']): string => words(dayAndTime({ ...context, locale }, now - 24 * hour))
  expect(far('de')).toBe('21. November, 15:02 MEZ')
  expect(far('ar')).toMatch(/^21 نوفمبر، 15:02 /)
  expect(far('ja')).toMatch(/^11月21日 15:02 /)
})

test('the script is told which of them it rewrites', () => {
  expect(toText(moment(context, now - 24 * hour))).toContain('data-clock="far"')
  expect(toText(dayAndTime(context, now - 24 * hour))).toContain('data-clock="day"')
  expect(toText(moment(context, now))).toContain('data-clock="time"')
})
