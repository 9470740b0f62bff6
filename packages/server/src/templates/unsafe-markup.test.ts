import { expect, test } from 'vitest'
import { longestPart } from './liquid.ts'
import { unsafeMarkup } from './unsafe-markup.ts'

test.each([
  ['<script>', 'a script'],
  ['< / script', 'a script'],
  ['<meta http-equiv = " refresh', 'a redirect'],
  ['<a href="javascript:', 'an address that runs'],
  [`<a href= ' vbscript :`, 'an address that runs'],
  ['<img src="data:text/html,', 'an address that runs'],
  ['<img src="data:image/png;base64,', undefined],
  ['<style>@import url(https://a.example/a.css)</style>', 'a link to other files'],
  ['<STYLE>@IMPORT "a.css"</STYLE>', 'a link to other files'],
  ['<style>@\\69mport "a.css"</style>', 'a link to other files'],
  ['<style>@media print { a { color: #000 } }</style>', undefined],
  ['Write to us@importers.example or us@import.example', undefined],
  ['<a href="https://example.com/?a=b">', undefined],
])('%s is %s', (html, found) => {
  expect(unsafeMarkup(html)).toBe(found)
})

// Whoever writes templates shares the process with everybody else.
test.each(['<', '</', '=', 'http-equiv=', ' onload', '= ='])(
  'the longest part of blanks behind %j is judged at once',
  (begun) => {
    const html = begun + ' '.repeat(longestPart - begun.length)
    const started = performance.now()
    expect(unsafeMarkup(html)).toBeUndefined()
    expect(performance.now() - started).toBeLessThan(1000)
  },
)
