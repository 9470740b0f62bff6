import { expect, test } from 'vitest'
import { shownOf, showsLink, showsText } from './shown.ts'

test.each([
  ['a comment', 'a<!-- b --> c', 'a c'],
  ['a comment in a comment', '<!-- a <!-- b --> c', ' c'],
  ['a comment for Outlook alone', '<!--[if mso]>a<![endif]-->b', 'b'],
  ['a comment for all but Outlook', '<!--[if !mso]><!-->a<!--<![endif]-->', 'a'],
  ['a comment that never ends', 'a<!-- b', 'a'],
  ['a style and a title', '<STYLE>a</STYLE ><title>b</title>c', 'c'],
  ['a style that never ends', 'a<style>b', 'a'],
])('%s does not show', (_name, html, shown) => {
  expect(shownOf(html)).toBe(shown)
})

test('a text shows outside of tags', () => {
  expect(showsText('<b>123456</b>', '123456')).toBe(true)
  expect(showsText('<b title="123456">1</b>', '123456')).toBe(false)
})

test('an address shows as a link, or as text to copy', () => {
  const address = 'https://acme.example/link#1'
  expect(showsLink(`<a class="b"\n href = '${address}'>in</a>`, address)).toBe(true)
  expect(showsLink(`<p>${address}</p>`, address)).toBe(true)
  expect(showsLink(`<img src="${address}">`, address)).toBe(false)
  expect(showsLink(`<!--<a href="${address}">in</a>-->`, address)).toBe(false)
  expect(showsLink(`<a data-href="${address}">in</a>`, address)).toBe(false)
})

test('markup that is opened thousands of times and never closed costs no more than a walk', () => {
  expect(shownOf(`<b>${'<!--<style><title>'.repeat(30_000)}`)).toBe('<b>')
})
