import { describe, expect, test } from 'vitest'
import { locales } from '../locale.ts'
import { loadWords } from '../words.ts'
import { mailsCopy } from './mails-copy.ts'

for (const locale of locales) await loadWords(locale)

/** Every text of a locale by its path; functions are called with names that mark their holes. */
function texts(copy: object, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(copy)) {
    const here = `${path}${key}`
    if (typeof value === 'string') found.set(here, value)
    else if (typeof value === 'function') found.set(here, value(...['‹1›', '‹2›', '‹3›'].slice(0, value.length)))
    else for (const [inner, text] of texts(value, `${here}.`)) found.set(inner, text)
  }
  return found
}

const english = texts(mailsCopy('en'))
const others = locales.filter((locale) => locale !== 'en')

/** Words and forms that two languages share. */
const shared = new Set(['moment', 'browser', 'newDevice.ways.passkey'])

describe('the copy of mails', () => {
  test.each(others)('leaves no text in English (%s)', (locale) => {
    const same = [...texts(mailsCopy(locale))].filter(([key, text]) => english.get(key) === text && !shared.has(key))
    expect(same).toEqual([])
  })

  test.each(others)('has the same keys and fills the same holes as English (%s)', (locale) => {
    const mine = texts(mailsCopy(locale))
    expect([...mine.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of mine) expect([key, holes(text)]).toEqual([key, holes(english.get(key) ?? '')])
  })

  test.each(locales)('begins the subject of a sign-in mail with the code (%s)', (locale) => {
    expect(mailsCopy(locale).signIn.subject('482 931', 'Linden').startsWith('482 931 ')).toBe(true)
  })

  test.each(locales)('never shouts and leaves no space at an end (%s)', (locale) => {
    for (const text of texts(mailsCopy(locale)).values()) expect(text).not.toMatch(/[!！¡]|^\s|\s$| {2}/)
  })
})

function holes(text: string): readonly string[] {
  return (text.match(/‹\d›/g) ?? []).sort()
}
