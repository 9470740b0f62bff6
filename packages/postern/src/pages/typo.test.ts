import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggestAddress } from './typo.ts'

test.each([
  ['ada@gmial.com', 'ada@gmail.com'],
  ['ada@gmail.con', 'ada@gmail.com'],
  ['ada@gmal.com', 'ada@gmail.com'],
  ['ada@gmaill.com', 'ada@gmail.com'],
  ['ada@gmail.co', 'ada@gmail.com'],
  ['ada@GMIAL.com', 'ada@gmail.com'],
  ['ada@hotmial.com', 'ada@hotmail.com'],
  ['ada@protn.me', 'ada@proton.me'],
  ['ada@wbe.de', 'ada@web.de'],
])('%s is offered %s', (typed, meant) => {
  expect(suggestAddress(typed)).toBe(meant)
})

test.each([
  'ada@gmail.com',
  'ada@mail.com',
  'ada@ymail.com',
  'ada@gmx.at',
  'ada@example.com',
  'ada@',
  '@gmial.com',
  '',
])('%j is left alone', (typed) => {
  expect(suggestAddress(typed)).toBeUndefined()
})

test('an offer differs from what was typed and keeps the local part', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (local, domain) => {
      const offer = suggestAddress(`${local}@${domain}`)
      return offer === undefined || (offer !== `${local}@${domain}` && offer.includes('@'))
    }),
  )
})
