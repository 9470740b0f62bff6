import { describe, expect, test } from 'vitest'
import { ar } from './ar.ts'
import { cs } from './cs.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { hi } from './hi.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { zh } from './zh.ts'

// The same word in both languages, and right in both.
const alike = new Set(['shared.browserOn', 'confirm.letIn', 'shared.roughly', 'deadLink.thisOne'])

describe.each(Object.entries({ de, fr, es, cs, uk, tr, ja, zh, ko, hi, ar, he }))('%s', (_name, copy) => {
  const words = flat(copy)
  const english = flat(en)

  test('says everything in its own words', () => {
    const same = Object.keys(english).filter((key) => words[key] === english[key] && !alike.has(key))
    expect(same).toEqual([])
  })

  test('keeps every hole of every sentence', () => {
    for (const [key, sentence] of Object.entries(english)) {
      for (const hole of sentence.match(/⟨\d⟩/g) ?? []) expect(words[key], key).toContain(hole)
    }
  })

  test('leaves nothing empty, and never shouts', () => {
    for (const [key, sentence] of Object.entries(words)) {
      expect(sentence.trim(), key).not.toBe('')
      expect(sentence, key).not.toMatch(/[!！¡]|^\s|\s$| {2}/)
    }
  })
})

test('English never says log in, and titles have no full stop', () => {
  for (const [key, sentence] of Object.entries(flat(en))) {
    expect(sentence, key).not.toMatch(/\blog[ -]?(in|out|on)\b|login/i)
    if (/title$/i.test(key)) expect(sentence, key).not.toMatch(/\.$/)
  }
})

test('the last try is told in the singular', () => {
  expect(en.checkEmail.codeWrong(1)).toContain('1 try left')
  expect(en.checkEmail.codeWrong(3)).toContain('3 tries left')
  expect(de.checkEmail.codeWrong(1)).toContain('1 Versuch.')
  expect(es.checkEmail.codeWrong(1)).toContain('queda 1 intento')
  expect(fr.checkEmail.codeWrong(1)).toContain('1 essai.')
  expect(new Set([1, 2, 3].map((left) => ar.checkEmail.codeWrong(left))).size).toBe(3)
  expect(new Set([1, 2, 3].map((left) => he.checkEmail.codeWrong(left))).size).toBe(3)
})

test.each([
  [cs, ['1 pokus.', '2 pokusy.', '4 pokusy.', '5 pokusů.']],
  [uk, ['1 спроба.', '2 спроби.', '4 спроби.', '5 спроб.']],
] as const)('tries are told as one, as few and as many', (copy, endings) => {
  const said = [1, 2, 4, 5].map((left) => copy.checkEmail.codeWrong(left))
  expect(said.map((sentence, index) => sentence.endsWith(endings[index] ?? ''))).toEqual([true, true, true, true])
})

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
