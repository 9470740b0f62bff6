import { beforeEach, expect, test, vi } from 'vitest'
import { locales } from './locale.ts'

// As in a process that has just begun: what one test has loaded is not there for the next.
beforeEach(() => vi.resetModules())

test('English is there from the beginning, and nobody waits for it', async () => {
  const { loadWords, spoken, wordsOf } = await import('./words.ts')
  expect(loadWords('en')).toBeUndefined()
  expect(spoken('en')).toBe('en')
  expect(wordsOf('en').pages.shared.signIn).toBe('Sign in')
})

test('what is not loaded is said in English and called English', async () => {
  const { spoken, wordsOf } = await import('./words.ts')
  for (const locale of locales) {
    expect(spoken(locale)).toBe('en')
    expect(wordsOf(locale)).toBe(wordsOf('en'))
  }
})

test('a language is loaded by itself, once, and whole', async () => {
  const { loadWords, spoken, wordsOf } = await import('./words.ts')
  await loadWords('de')
  expect(locales.filter((locale) => spoken(locale) === locale)).toEqual(['en', 'de'])
  expect(loadWords('de')).toBeUndefined()
  const { pages, mails, accountPages, accountMails } = wordsOf('de')
  expect([pages.shared.signIn, mails.wasNotMe]).toEqual(['Anmelden', 'Das war ich nicht'])
  expect([accountPages.account.title, accountMails.acts.delete.button]).toEqual(['Ihr Konto', 'Konto löschen'])
})

test('each locale loads the language of its name', async () => {
  const { loadWords, spoken, wordsOf } = await import('./words.ts')
  for (const locale of locales) await loadWords(locale)
  expect(locales.map(spoken)).toEqual(locales)
  expect(new Set(locales.map((locale) => wordsOf(locale).pages.shared.askedBy)).size).toBeGreaterThan(
    locales.length - 2,
  )
  expect(new Set(locales.map(wordsOf)).size).toBe(locales.length)
})

test('a language whose file is gone is said in English, and asked for again', async () => {
  vi.doMock('./languages/fi.ts', () => {
    throw new Error('gone')
  })
  const { loadWords, spoken } = await import('./words.ts')
  await loadWords('fi')
  expect(spoken('fi')).toBe('en')
  expect(loadWords('fi')).toBeInstanceOf(Promise)
  vi.doUnmock('./languages/fi.ts')
})
