import { expect, test } from 'vitest'
import { customTexts, textFault, withTexts } from './custom-texts.ts'
import { en } from './languages/en.ts'
import { locales } from './locale.ts'
import { loadWords, wordsOf } from './words.ts'

const at = (tree: unknown, name: string): unknown =>
  name.split('.').reduce((found, part) => (found as Record<string, unknown>)[part], tree)

const values = ['A', 'B', 'C']

test.each(Object.entries(customTexts))('%s is a sentence of every language, with these holes', async (name, holes) => {
  for (const locale of locales) {
    await loadWords(locale)
    const ours = at(wordsOf(locale), name)
    if (holes.length === 0) expect(ours).toBeTypeOf('string')
    else expect((ours as (...given: string[]) => unknown).length).toBe(holes.length)
  }
})

test.each(Object.entries(customTexts))('%s may be said in other words, in the same form', (name, holes) => {
  const text = `Own ${holes.map((hole) => `{${hole}}`).join(' ')} words`
  const ours = at(en, name)
  const own = at(withTexts(en, { [name]: text }), name)
  if (holes.length === 0) {
    expect(own).toBe(text)
    return
  }
  const said = (own as (...given: string[]) => unknown)(...values)
  const form = (ours as (...given: string[]) => unknown)(...values)
  expect(Array.isArray(said)).toBe(Array.isArray(form))
  expect([said].flat().join('')).toBe(`Own ${values.slice(0, holes.length).join(' ')} words`)
})

test('all else stays ours', () => {
  const own = withTexts(en, { 'pages.signIn.lede': 'Own' })
  expect(own.pages.signIn).toEqual({ ...en.pages.signIn, lede: 'Own' })
  expect(own.mails).toBe(en.mails)
  expect(en.pages.signIn.lede).not.toBe('Own')
})

test.each([
  ['pages.signIn.title', 'Welcome', undefined],
  ['pages.signIn.title', 'Welcome to {application}', undefined],
  ['pages.signIn.title', 'Welcome to {address}', 'names {address}, which this sentence does not have'],
  ['pages.signIn.lede', 'One {', 'has a brace that belongs to no placeholder'],
  ['pages.signIn.lede', 'One\ntwo', 'must be one line of plain text'],
  ['pages.signIn.lede', 'One \u202etwo', 'must be one line of plain text'],
  ['mails.signIn.subject', 'Your code', 'must have {code}'],
])('%s as “%s”: %s', (name, text, fault) => {
  expect(textFault(name, text)).toBe(fault)
})
