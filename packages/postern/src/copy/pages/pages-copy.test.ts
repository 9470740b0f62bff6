import { describe, expect, test } from 'vitest'
import { type Locale, locales } from '../locale.ts'
import { loadWords, wordsOf } from '../words.ts'

for (const locale of locales) await loadWords(locale)

// The same word in both languages, and right in both.
const alike = new Set(['shared.browserOn', 'confirm.letIn', 'shared.roughly', 'deadLink.thisOne'])

const { pages: en } = wordsOf('en')
const others = locales.filter((locale) => locale !== 'en')

describe.each(others)('the pages in %s', (locale) => {
  const { pages } = wordsOf(locale)
  const words = flat(pages)
  const english = flat(en)

  test('say everything in their own words', () => {
    const same = Object.keys(english).filter((key) => words[key] === english[key] && !alike.has(key))
    expect(same).toEqual([])
  })

  test('keep every hole of every sentence, and add none', () => {
    for (const [key, sentence] of Object.entries(english))
      expect([key, holes(words[key])]).toEqual([key, holes(sentence)])
  })

  test('leave nothing empty, never shout, and have no space too many', () => {
    for (const [key, sentence] of Object.entries(words)) {
      expect(sentence.trim(), key).not.toBe('')
      expect(sentence, key).not.toMatch(/[!！¡]|^\s|\s$| {2}| [.,;]|\.\.$/)
    }
  })

  test('count the tries left as the language counts', () => {
    const { select } = counting(locale)
    const said = new Map<string, string>()
    for (let left = 1; left <= 10; left++) {
      const sentence = pages.checkEmail.codeWrong(left)
      const form = sentence.replace(String(left), '#')
      expect(form).toBe(said.get(select(left)) ?? form)
      said.set(select(left), form)
      if (select(left) !== 'one' && select(left) !== 'two') expect(sentence).toContain(String(left))
    }
  })
})

test('English never says log in, and titles have no full stop', () => {
  for (const [key, sentence] of Object.entries(flat(en))) {
    expect(sentence, key).not.toMatch(/\blog[ -]?(in|out|on)\b|login/i)
    if (/title$/i.test(key)) expect(sentence, key).not.toMatch(/\.$/)
  }
})

test('titles have no full stop in any language', () => {
  for (const locale of others) {
    for (const [key, sentence] of Object.entries(flat(wordsOf(locale).pages))) {
      if (/title$/i.test(key)) expect(sentence, `${locale} ${key}`).not.toMatch(/[.。।]$/)
    }
  }
})

const whomToAsk: Readonly<Record<Locale, string>> = {
  ar: 'القائمين على التطبيق',
  cs: 'správce aplikace',
  da: 'der driver applikationen',
  de: 'Betreiber der Anwendung',
  en: 'those who run the application',
  es: 'responsables de la aplicación',
  fi: 'sovelluksen ylläpitäjiltä',
  fr: 'responsables de l’application',
  he: 'שמנהלים את האפליקציה',
  hi: 'ऐप्लिकेशन चलाने वालों',
  it: 'chi gestisce l’applicazione',
  ja: 'アプリケーションの運営者',
  ko: '앱 운영자',
  nl: 'beheerders van de toepassing',
  pl: 'administratorów aplikacji',
  pt: 'quem cuida do aplicativo',
  sv: 'som driver appen',
  tr: 'uygulamayı yönetenlerden',
  uk: 'хто керує застосунком',
  zh: '应用的管理者',
}

test.each(locales)('who proved an address without an account reads in %s whom to ask for one', (locale) => {
  expect(wordsOf(locale).pages.errors['sign-up-closed'].text).toContain(whomToAsk[locale])
})

// There a word for putting a question is none for wanting something.
test.each([
  { locale: 'sv', questions: /frågade|har frågat|fråga igen|många frågor/i },
  { locale: 'da', questions: /spurgte|har spurgt|spørge? igen|mange spørger/i },
] as const)('who wants a mail puts no question in $locale', ({ locale, questions }) => {
  const { pages, accountPages } = wordsOf(locale)
  for (const [key, sentence] of Object.entries({ ...flat(pages), ...flat(accountPages) }))
    expect(sentence, key).not.toMatch(questions)
})

test('the last try is told in the singular', () => {
  const said = (locale: (typeof locales)[number], left: number) => wordsOf(locale).pages.checkEmail.codeWrong(left)
  expect(said('en', 1)).toContain('1 try left')
  expect(said('en', 3)).toContain('3 tries left')
  expect(said('de', 1)).toContain('1 Versuch.')
  expect(said('es', 1)).toContain('queda 1 intento')
  expect(said('fr', 1)).toContain('1 essai.')
  expect(said('it', 1)).toContain('resta 1 tentativo.')
  expect(said('pt', 1)).toContain('Resta 1 tentativa.')
  expect(said('nl', 1)).toContain('1 poging.')
  expect(said('fi', 1)).toContain('1 yritys ')
  expect([0, 1, 3, 5].map((left) => said('pl', left).replace(/^.*\. /, ''))).toEqual([
    'Zostało Ci 0 prób.',
    'Została Ci 1 próba.',
    'Zostały Ci 3 próby.',
    'Zostało Ci 5 prób.',
  ])
  expect(said('cs', 1)).toContain('Zbývá 1 pokus.')
  expect(said('cs', 4)).toContain('Zbývají 4 pokusy.')
  expect(said('cs', 5)).toContain('Zbývá 5 pokusů.')
  expect(said('uk', 1)).toContain('Залишилася 1 спроба.')
  expect(said('uk', 4)).toContain('Залишилися 4 спроби.')
  expect(said('uk', 5)).toContain('Залишилося 5 спроб.')
  expect(new Set([1, 2, 3].map((left) => said('ar', left))).size).toBe(3)
  expect(new Set([1, 2, 3].map((left) => said('he', left))).size).toBe(3)
})

function counting(locale: string): { select(count: number): string } {
  const rules = new Intl.PluralRules(locale)
  return { select: (count) => rules.select(count) }
}

function holes(sentence = ''): readonly string[] {
  return (sentence.match(/⟨\d⟩/g) ?? []).sort()
}

// Every sentence by its path; functions are called with ⟨1⟩, ⟨2⟩, ⟨3⟩.
function flat(copy: object, path = ''): Record<string, string> {
  return Object.assign({}, ...Object.entries(copy).map(([key, value]) => leaf(value, `${path}${key}`)))
}

function leaf(value: unknown, path: string): Record<string, string> {
  if (typeof value === 'string') return { [path]: value }
  if (typeof value !== 'function') return flat(value as object, `${path}.`)
  const said: unknown = value('⟨1⟩', '⟨2⟩', '⟨3⟩')
  return { [path]: Array.isArray(said) ? said.join('') : String(said) }
}
