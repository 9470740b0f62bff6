import { describe, expect, test } from 'vitest'
import { directionOf, type Locale, locales } from '../copy/locale.ts'
import { loadWords } from '../copy/words.ts'
import { allExampleFacts, exampleFacts } from './example-facts.ts'
import type { MailFacts } from './facts.ts'
import { renderMail } from './render-mail.ts'

for (const locale of locales) await loadWords(locale)

const everyMail = locales.flatMap((locale) =>
  allExampleFacts(locale).map((facts) => ({ locale, kind: facts.kind, facts })),
)

const hostileNames = [
  'Linden\r\nBcc: eve@evil.example\r\n\r\n<h1>x</h1>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</title></style><a href="https://evil.example">',
  '&lt;b&gt; $& $1 $` ${name}',
  '\u0000\u0001\u001b[31m\u007f\u0085\u2028\u2029',
  '\u202eecalp\u2066\u200b',
  '\ud800 lone',
  'x'.repeat(5000),
]

function withNames(facts: MailFacts, name: string): MailFacts {
  const application = { name, postalLine: name }
  const by = facts.kind === 'invitation' ? { invitedBy: name } : {}
  return { ...facts, ...by, application, asked: { ...facts.asked, browser: name, place: name } }
}

/** Tags in their order, without text and without what is in their quotes. */
function skeleton(html: string): string {
  return html
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/"[^"]*"/g, '""')
    .replace(/>[^<]*/g, '>')
}

describe('every mail', () => {
  test.each(everyMail)('is complete and under 10 KB: $kind in $locale', ({ facts }) => {
    const { subject, text, html } = renderMail(facts)
    expect(subject.length).toBeGreaterThan(10)
    expect(`${subject}${text}${html}`).not.toMatch(/\b(?:undefined|null|NaN)\b|\[object/)
    expect(Buffer.byteLength(html)).toBeLessThan(10_000)
  })

  test.each(everyMail)('closes every element in its order: $kind in $locale', ({ facts }) => {
    const open: string[] = []
    for (const [, close, name = ''] of skeleton(renderMail(facts).html).matchAll(/<(\/?)([a-z]\w*)/g)) {
      if (name === 'meta' || name === 'br') continue
      if (close === '') open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
  })

  // Word draws them: it knows neither `max-width` nor the padding of a link, and reads these comments.
  test.each(everyMail)(
    'is 440 wide in Outlook for Windows, and its buttons are as high: $kind in $locale',
    ({ facts }) => {
      const { html } = renderMail(facts)
      const inWord = html.replace(/<!--\[if mso\]>(.*?)<!\[endif\]-->/g, '$1')
      expect(inWord).toMatch(/<table role="presentation" width="440"[^>]*><tr><td><table [^>]*style="max-width:440px">/)
      expect(inWord).not.toMatch(/<!--|-->/)
      const buttons = [...html.matchAll(/<td ([^>]*)><a [^>]*display:block;padding:([^;]*);/g)]
      expect(buttons).toHaveLength(html.split('display:block').length - 1)
      for (const [, cell, padding] of buttons) expect(cell).toContain(`mso-padding-alt:${padding}"`)
      expect(html.replace(/<!--.*?-->/g, '')).not.toMatch(/\bmso\b(?!-padding-alt)|width="440"/)
    },
  )

  test.each(everyMail)('loads nothing and runs nothing: $kind in $locale', ({ facts }) => {
    const { html } = renderMail(facts)
    expect(html).not.toMatch(/<(?:img|script|link|iframe|form|svg|video|object)|@import|@font-face|url\(|\son\w+=/i)
  })

  test.each(everyMail)('says its language and direction: $kind in $locale', ({ facts, locale }) => {
    const { html } = renderMail(facts)
    const direction = directionOf(locale)
    expect(html).toContain(`<html lang="${locale}" dir="${direction}">`)
    expect(html).toContain(`<div role="article" aria-roledescription="email" lang="${locale}" dir="${direction}">`)
  })

  test.each(everyMail)('is signed by the application and its address in both parts: $kind in $locale', ({ facts }) => {
    const { text, html } = renderMail(facts)
    expect(text.trimEnd().endsWith('\nLinden, 4 Rue des Tilleuls, Lyon')).toBe(true)
    expect(html).toContain('<bdi>Linden, 4 Rue des Tilleuls, Lyon</bdi>')
  })

  test.each(everyMail.filter(({ locale }) => locale !== 'en'))(
    'shares no line with English: $kind in $locale',
    ({ facts }) => {
      const english = new Set(lines(renderMail({ ...facts, locale: 'en' } as MailFacts)))
      const names =
        /^(?:Linden|Linden, 4 Rue des Tilleuls, Lyon|Lyon, France|https:\S*|482931|482|931|K7QM|Grace Hopper|Browser|Passkey|[al]••@\S+|14:\d\d|\.)$/
      expect(lines(renderMail(facts)).filter((line) => english.has(line) && !names.test(line))).toEqual([])
    },
  )
})

function lines(mail: { readonly subject: string; readonly text: string; readonly html: string }): readonly string[] {
  const body = mail.html.slice(mail.html.indexOf('<div role'))
  return [mail.subject, ...mail.text.split('\n'), ...body.split(/<[^>]*>|&nbsp;|\n/)]
    .map((line) => line.trim())
    .filter(Boolean)
}

describe('names that others chose', () => {
  const cases = allExampleFacts().flatMap((facts) => hostileNames.map((name) => ({ kind: facts.kind, facts, name })))

  test.each(cases)('leave the subject one short line of printable characters: $kind, $name', ({ facts, name }) => {
    const { subject } = renderMail(withNames(facts, name))
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
    expect(subject.length).toBeLessThan(220)
  })

  test.each(cases)('add no element and no attribute: $kind, $name', ({ facts, name }) => {
    const hostile = skeleton(renderMail(withNames(facts, name)).html)
    expect(hostile.match(/<[^>]*>/g)).toEqual(skeleton(renderMail(withNames(facts, 'Lin')).html).match(/<[^>]*>/g))
  })

  test.each(cases)('add no line to the plain text: $kind, $name', ({ facts, name }) => {
    const { text } = renderMail(withNames(facts, name))
    expect(text.split('\n')).toHaveLength(renderMail(withNames(facts, 'Lin')).text.split('\n').length)
  })

  test.each(cases)('keep the mail under 10 KB: $kind, $name', ({ facts, name }) => {
    expect(Buffer.byteLength(renderMail(withNames(facts, name)).html)).toBeLessThan(10_000)
  })

  test('are shown as they are, once escaped', () => {
    const { html } = renderMail(withNames(exampleFacts().signIn, 'Smith & <Sons>'))
    expect(html).toContain('<bdi>Smith &amp; &lt;Sons&gt;</bdi>')
  })
})

describe('mails that tell', () => {
  const { approvedElsewhere, newDevice, signUpClosed } = exampleFacts()

  test.each([approvedElsewhere, newDevice])(
    'carry one link, which undoes, and say until when it works: $kind',
    (facts) => {
      const { text, html } = renderMail(facts)
      expect([...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([facts.cancelLink])
      expect(text.match(/https:\S+/g)).toEqual([facts.cancelLink])
      expect(text).toContain('The link works until 29 Nov and does nothing else.')
      expect(html).toContain('The button works until 29 Nov and does nothing else.')
    },
  )

  test('name the browser in the subject', () => {
    expect(renderMail(approvedElsewhere).subject).toBe('Chrome on macOS was let in to Linden')
    expect(renderMail(newDevice).subject).toBe('Chrome on macOS signed in to Linden')
  })

  test.each(locales)('carry no link at all where sign-up is closed (%s)', (locale: Locale) => {
    const { text, html } = renderMail({ ...signUpClosed, locale })
    expect(text + html).not.toMatch(/:\/\/|href/)
  })

  test.each(['link', 'code', 'number', 'passkey'] as const)('say by which way the new browser came in: %s', (way) => {
    const others = (['link', 'code', 'number', 'passkey'] as const).filter((other) => other !== way)
    const row = /^Way in .*$/m
    const said = renderMail({ ...newDevice, way }).text.match(row)?.[0]
    expect(said).toBeDefined()
    for (const other of others) expect(renderMail({ ...newDevice, way: other }).text.match(row)?.[0]).not.toBe(said)
  })
})
