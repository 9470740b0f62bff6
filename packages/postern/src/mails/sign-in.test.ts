import { describe, expect, test } from 'vitest'
import { directionOf, locales } from '../copy/locale.ts'
import { loadWords } from '../copy/words.ts'
import { exampleFacts } from './example-facts.ts'
import { renderMail } from './render-mail.ts'

for (const locale of locales) await loadWords(locale)

const facts = exampleFacts().signIn
const rightToLeft = locales.filter((locale) => directionOf(locale) === 'rtl')

function count(text: string, part: string): number {
  return text.split(part).length - 1
}

function visible(html: string): string {
  return html.slice(html.indexOf('<table')).replace(/<[^>]*>/g, '')
}

describe('the sign-in mail', () => {
  test.each(locales)('begins its subject with the code in two groups (%s)', (locale) => {
    expect(renderMail({ ...facts, locale }).subject).toMatch(/^482[ \u00a0]931 /)
  })

  test('says in English: 482 931 is your Linden code', () => {
    expect(renderMail(facts).subject).toBe('482 931 is your Linden code')
  })

  test('groups a code of eight letters by four', () => {
    expect(renderMail({ ...facts, code: 'KQMXWTRP' }).subject).toBe('KQMX WTRP is your Linden code')
  })

  test.each(rightToLeft)(
    'joins the groups of a subject, so that they are not drawn the wrong way round (%s)',
    (locale) => {
      expect(renderMail({ ...facts, locale }).subject.startsWith('482\u00a0931 ')).toBe(true)
    },
  )

  test.each(locales)('has the code in plain text alone on its line and in one piece (%s)', (locale) => {
    expect(
      renderMail({ ...facts, locale })
        .text.split('\n')
        .filter((line) => line === '482931'),
    ).toHaveLength(1)
  })

  test.each(locales)('has the code in HTML in an element of its own, copied in one piece (%s)', (locale) => {
    const elements = [...renderMail({ ...facts, locale }).html.matchAll(/<strong class="ink"[^>]*>(.*?)<\/strong>/g)]
    expect(elements).toHaveLength(1)
    expect(elements[0]?.[1]?.replace(/<[^>]*>/g, '')).toBe('482931')
    expect(elements[0]?.[0]).toContain(';user-select:all')
  })

  test('has link and cancel link once each in plain text, alone on their lines', () => {
    const { text } = renderMail(facts)
    expect(text.split('\n').filter((line) => line.includes('://'))).toEqual([facts.link, facts.cancelLink])
  })

  test('shows the link once in HTML and never shows the cancel link', () => {
    const { html } = renderMail(facts)
    expect(count(visible(html), facts.link)).toBe(1)
    expect(visible(html)).not.toContain(facts.cancelLink)
    expect(count(html, `href="${facts.link}"`)).toBe(2)
    expect(count(html, `href="${facts.cancelLink}"`)).toBe(1)
  })

  test('opens no other address than these two', () => {
    const { html } = renderMail(facts)
    const targets = [...html.matchAll(/(?:href|src|action|background)="([^"]*)"/g)].map((match) => match[1])
    expect(new Set(targets)).toEqual(new Set([facts.link, facts.cancelLink]))
  })

  test('says who asked, where, when and until when, with the zone, in both parts', () => {
    const { text, html } = renderMail(facts)
    for (const part of [text, visible(html)]) {
      expect(part).toMatch(/Asked by\s*Chrome on macOS/)
      expect(part).toMatch(/Near\s*Lyon, France \(roughly\)/)
      expect(part).toMatch(/When\s*14:02 CET, 22\sNov/)
      expect(part).toMatch(/Works until\s*14:12 CET, 22\sNov/)
      expect(part).toMatch(/Mark\s*K7QM/)
    }
  })

  test('leaves the place out where none is known, and names a program or an unknown browser as such', () => {
    const { at } = facts.asked
    expect(renderMail({ ...facts, asked: { at } }).text).toMatch(/Asked by {5}A browser\nWhen/)
    expect(renderMail({ ...facts, asked: { at, program: true, browser: 'curl' } }).text).toMatch(
      /Asked by {5}A program\n/,
    )
  })

  test('writes the browser in the reader’s language', () => {
    expect(renderMail({ ...facts, locale: 'fr' }).text).toContain('Chrome sur macOS')
    expect(renderMail({ ...facts, locale: 'ja' }).text).toContain('Chrome（macOS）')
  })

  test.each(rightToLeft)('keeps code, mark and link left to right (%s)', (locale) => {
    const { html } = renderMail({ ...facts, locale })
    expect(html).toMatch(/<td class="lit" dir="ltr"/)
    expect(html).toContain('<bdi dir="ltr">K7QM</bdi>')
    expect(html).toMatch(/<bdi dir="ltr"[^>]*>https:/)
  })
})
