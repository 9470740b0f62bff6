import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wantsPage } from './accepts.ts'

const form = 'application/x-www-form-urlencoded'

describe('a caller gets', () => {
  test.each([
    [
      'a browser that navigates',
      'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8',
      undefined,
    ],
    ['a browser that posts a form', 'text/html,application/xhtml+xml,*/*;q=0.8', form],
    ['text/html alone', 'text/html', undefined],
    ['html above JSON', 'application/json;q=0.5, text/html;q=0.9', undefined],
    ['any text', 'text/*', undefined],
    ['upper case', 'TEXT/HTML', undefined],
    ['JSON refused', '*/*, application/json;q=0, application/problem+json;q=0', undefined],
    ['a form without preference', '*/*', form],
    ['a form without Accept', undefined, `${form}; charset=utf-8`],
    ['a form with files', null, 'multipart/form-data; boundary=x'],
    ['html with the weight spelt oddly', 'text/html; charset=utf-8 ; q=1.000, application/json;q=0.9', undefined],
  ])('a page: %s', (_, accept, contentType) => {
    expect(wantsPage(accept, contentType)).toBe(true)
  })

  test.each([
    ['no Accept', undefined, undefined],
    ['an empty Accept', '', undefined],
    ['anything', '*/*', undefined],
    ['anything, with JSON sent', '*/*', 'application/json'],
    ['JSON', 'application/json', undefined],
    ['JSON, with a form sent', 'application/json', form],
    ['problems in JSON', 'application/problem+json, text/html;q=0.5', undefined],
    ['both alike', 'text/html, application/json', undefined],
    ['JSON above html', 'text/html;q=0.5, application/json', undefined],
    ['html refused', 'text/html;q=0, */*', form],
    ['a weight that is none', 'text/html;q=5, application/json;q=0.1', undefined],
    ['an image', 'image/*', undefined],
    ['a type that only begins like a form', '*/*', `${form}x`],
  ])('JSON: %s', (_, accept, contentType) => {
    expect(wantsPage(accept, contentType)).toBe(false)
  })

  test('an answer to anything', () => {
    const piece = fc.constantFrom(
      'text/html',
      'application/json',
      ',',
      ';',
      'q=',
      '=',
      '0.',
      '1',
      ' ',
      '\u00a0',
      '*/*',
      '\0',
    )
    const header = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(header, header, (accept, contentType) => {
        expect(typeof wantsPage(accept, contentType)).toBe('boolean')
      }),
    )
    expect(wantsPage(`${'text/html;q=0,'.repeat(100_000)}text/html`)).toBe(false)
  })
})
