import { describe, expect, test } from 'vitest'
import { locales } from '../locale.ts'
import { momentOf } from './time.ts'

const winter = Date.UTC(2026, 10, 22, 23, 5, 59)
const summer = Date.UTC(2026, 6, 1, 4, 7)

describe('momentOf', () => {
  test('reads clock, zone and day in the zone it is given', () => {
    expect(momentOf('en', winter, 'UTC')).toEqual({ clock: '23:05', zone: 'UTC', day: '22 Nov' })
    expect(momentOf('en', winter, 'Europe/Paris')).toEqual({ clock: '00:05', zone: 'CET', day: '23 Nov' })
    expect(momentOf('en', summer, 'Europe/Paris')).toEqual({ clock: '06:07', zone: 'CEST', day: '1 Jul' })
    expect(momentOf('de', winter, 'Europe/Berlin')).toEqual({ clock: '00:05', zone: 'MEZ', day: '23. Nov.' })
    expect(momentOf('ja', winter, 'Asia/Tokyo')).toEqual({ clock: '08:05', zone: 'JST', day: '11月23日' })
  })

  test.each(locales)('writes the clock in Latin digits and names a zone (%s)', (locale) => {
    const { clock, zone } = momentOf(locale, winter, 'Asia/Riyadh')
    expect(clock).toBe('02:05')
    expect(zone).toMatch(/^(?:UTC|GMT)\+3$/)
  })

  test('reads an unknown zone as UTC', () => {
    for (const zone of ['', 'Mars/Olympus', '\n']) {
      expect(momentOf('en', winter, zone)).toEqual({ clock: '23:05', zone: 'UTC', day: '22 Nov' })
    }
  })

  test('gives the same answer however many moments were read before', () => {
    const first = momentOf('fr', winter, 'Europe/Paris')
    for (let minute = 0; minute < 600; minute++) momentOf('fr', summer + minute * 60_000, 'UTC')
    expect(momentOf('fr', winter, 'Europe/Paris')).toEqual(first)
  })
})
