/*
 * When a language is loaded: English with the library, every other one when somebody first reads it. Whoever writes for
 * a reader loads the words, then asks what is `spoken`; what is said after that needs no waiting.
 */
import type { Language } from './language.ts'
import { en } from './languages/en.ts'
import type { Locale } from './locale.ts'

const load: Readonly<Record<Exclude<Locale, 'en'>, () => Promise<Language>>> = {
  de: async () => (await import('./languages/de.ts')).de,
  fr: async () => (await import('./languages/fr.ts')).fr,
  es: async () => (await import('./languages/es.ts')).es,
  it: async () => (await import('./languages/it.ts')).it,
  pt: async () => (await import('./languages/pt.ts')).pt,
  nl: async () => (await import('./languages/nl.ts')).nl,
  sv: async () => (await import('./languages/sv.ts')).sv,
  da: async () => (await import('./languages/da.ts')).da,
  fi: async () => (await import('./languages/fi.ts')).fi,
  pl: async () => (await import('./languages/pl.ts')).pl,
  cs: async () => (await import('./languages/cs.ts')).cs,
  uk: async () => (await import('./languages/uk.ts')).uk,
  tr: async () => (await import('./languages/tr.ts')).tr,
  ja: async () => (await import('./languages/ja.ts')).ja,
  zh: async () => (await import('./languages/zh.ts')).zh,
  ko: async () => (await import('./languages/ko.ts')).ko,
  hi: async () => (await import('./languages/hi.ts')).hi,
  ar: async () => (await import('./languages/ar.ts')).ar,
  he: async () => (await import('./languages/he.ts')).he,
}

// Modules that were imported, by another name: the runtime remembers the same, but gives it only to those who wait.
const loaded = new Map<Locale, Language>([['en', en]])

/** Undefined when the words are here already, so that nobody waits for nothing. Never rejects: see `spoken`. */
export function loadWords(locale: Locale): Promise<void> | undefined {
  return locale === 'en' || loaded.has(locale) ? undefined : fetchWords(locale)
}

// The file of a language can be gone: a deployment replaced it under the running process. The reader gets English then.
async function fetchWords(locale: Exclude<Locale, 'en'>): Promise<void> {
  try {
    loaded.set(locale, await load[locale]())
  } catch {}
}

/** The locale itself where its words are loaded, else `en`: so that what is said and the language named are one. */
export function spoken(locale: Locale): Locale {
  return loaded.has(locale) ? locale : 'en'
}

/** What is said in a spoken locale. */
export function wordsOf(locale: Locale): Language {
  return loaded.get(locale) ?? en
}
