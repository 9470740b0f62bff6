import { describe, expect, test } from 'vitest'
import { fill, isolated, Markup, markup } from './markup.ts'

describe('markup', () => {
  test('escapes what could open a tag, an entity or end an attribute', () => {
    expect(markup`<a title="${`"><script>'&`}">`.html).toBe('<a title="&quot;&gt;&lt;script&gt;&#39;&amp;">')
  })

  test('keeps markup and lists of markup as they are', () => {
    const items = [markup`<b>${'<'}</b>`, new Markup('<br>')]
    expect(markup`<p>${items}${isolated('A&B')}</p>`.html).toBe('<p><b>&lt;</b><br><bdi>A&amp;B</bdi></p>')
  })

  test('puts markup into a sentence and escapes the sentence', () => {
    expect(fill((hole) => `<to> ${hole}`, markup`<b>$&</b>`).html).toBe('&lt;to&gt; <b>$&</b>')
  })
})
