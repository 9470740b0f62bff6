import { domainToASCII } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodePunycode } from './punycode.ts'

/** Letters that are their own mapping, from scripts of one, two, three and four bytes. */
const letter = fc.constantFrom(
  ...Array.from('abcxyz019äöüßñéøłğабвгдежαβγδεσςअआइईकखग一二三四五漢字かなカナ한국어𠀀𠀁𠮷💩'),
)
const label = fc.array(letter, { minLength: 1, maxLength: 30 }).map((letters) => letters.join(''))

describe('Punycode', () => {
  test('encodes as the URL parser does', () => {
    fc.assert(
      fc.property(label, (text) => {
        fc.pre(/[^\x00-\x7f]/.test(text))
        const expected = domainToASCII(`${text}.example`)
        fc.pre(expected !== '')
        expect(`xn--${encodePunycode(text)}.example`).toBe(expected)
      }),
      { numRuns: 1000 },
    )
  })

  // RFC 3492 §7.1, samples (B), (C), (L) and (S).
  test.each([
    ['他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye'],
    ['他們爲什麽不說中文', 'ihqwctvzc91f659drss3x8bo0yb'],
    ['3年B組金八先生', '3B-ww4c5e180e575a65lsy2b'],
    ['-> $1.00 <-', '-> $1.00 <--'],
  ])('encodes the sample %s', (text, expected) => {
    expect(encodePunycode(text)).toBe(expected)
  })
})
