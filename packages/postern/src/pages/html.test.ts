import fc from 'fast-check'
import { expect, test } from 'vitest'
import { address, html, toText } from './html.ts'

test('every value is escaped, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const inside = toText(html`<p title="${text}">${text}</p>`).slice(10, -4)
      expect(inside.replace('">', '')).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/)
    }),
  )
})

test('markup made by a template goes in as it is, and lists one after another', () => {
  expect(toText(html`<ul>${['a', '<b>'].map((item) => html`<li>${item}</li>`)}</ul>`)).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  )
})

test('what is missing leaves nothing', () => {
  expect(toText(html`${undefined}${false}${true}${0}`)).toBe('0')
})

test('an object that only looks like markup is not taken for it', () => {
  const forged = { markup: '<script>' } as unknown as string[]
  expect(() => toText(html`${forged}`)).toThrow(TypeError)
})

test.each([
  'javascript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001data:text/html,x',
  'vbscript:x',
])('an address that would run is left out: %j', (url) => {
  expect(address(url)).toBe('')
})

test.each(['https://a.example/', '/auth', 'com.acme.app:/callback', 'https://a.example/?u=javascript:x'])(
  'an address that leads somewhere stays: %s',
  (url) => {
    expect(address(url)).toBe(url)
  },
)
