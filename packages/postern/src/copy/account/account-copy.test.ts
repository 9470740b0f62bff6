import { describe, expect, test } from 'vitest'
import { type Locale, locales } from '../locale.ts'
import { loadWords, wordsOf } from '../words.ts'
import { accountMailsCopy } from './mails/account-mails-copy.ts'

for (const locale of locales) await loadWords(locale)

const others = locales.filter((locale) => locale !== 'en')
const english = said('en')

describe.each(others)('what is said of accounts in %s', (locale) => {
  const words = said(locale)

  test('is said in its own words, all of it', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort())
    expect(Object.keys(english).filter((key) => words[key] === english[key])).toEqual([])
  })

  test('keeps every hole, leaves nothing empty and never shouts', () => {
    for (const [key, sentence] of Object.entries(words)) {
      expect([key, holes(sentence)]).toEqual([key, holes(english[key] ?? '')])
      expect(sentence.trim(), key).not.toBe('')
      expect(sentence, key).not.toMatch(/[!！¡]|^\s|\s$| {2}/)
    }
  })

  test('subjects that bring a code begin with it', () => {
    for (const act of Object.values(accountMailsCopy(locale).acts)) {
      expect(act.subject('482 931', 'Linden').startsWith('482 931 ')).toBe(true)
    }
  })
})

test('English never says log in, and titles have no full stop', () => {
  for (const [key, sentence] of Object.entries(english)) {
    expect(sentence, key).not.toMatch(/\blog[ -]?(in|out|on)\b|login/i)
    if (/title$|heading$/i.test(key)) expect(sentence, key).not.toMatch(/\.$/)
  }
})

const holes = (sentence: string): readonly string[] => (sentence.match(/⟨\d⟩/g) ?? []).sort()

function said(locale: Locale): Record<string, string> {
  const { accountPages, accountMails } = wordsOf(locale)
  return { ...flat(accountPages, 'pages.'), ...flat(accountMails, 'mails.') }
}

// Every sentence by its path; functions are called with ⟨1⟩, ⟨2⟩, ⟨3⟩.
function flat(copy: object, path: string): Record<string, string> {
  return Object.assign({}, ...Object.entries(copy).map(([key, value]) => leaf(value, `${path}${key}`)))
}

function leaf(value: unknown, path: string): Record<string, string> {
  if (typeof value === 'string') return { [path]: value }
  if (typeof value !== 'function') return flat(value as object, `${path}.`)
  const said: unknown = value('⟨1⟩', '⟨2⟩', '⟨3⟩')
  return { [path]: Array.isArray(said) ? said.join('') : String(said) }
}
