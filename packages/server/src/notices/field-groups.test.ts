import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldGroups } from './field-groups.ts'

const plain = (text: string, most = 9) => fieldGroups(text, most).map((group) => Object.fromEntries(group))

test('groups end at empty lines, names are in lower case, and folded lines are one', () => {
  const text =
    '\r\n \r\nReporting-MTA: dns; mx\r\n\r\n\r\nACTION : failed\r\nDiagnostic-Code: smtp;\r\n\t550 no\r\n  such user\r\n'
  expect(plain(text)).toEqual([
    { 'reporting-mta': 'dns; mx' },
    { action: 'failed', 'diagnostic-code': 'smtp; 550 no such user' },
  ])
})

test('of a name that comes twice the first counts, with its own folded lines', () => {
  expect(plain('Status: 5.1.1\nStatus: 2.0.0\n more\nAction:\n failed')).toEqual([
    { status: '5.1.1', action: 'failed' },
  ])
})

test('what is no field is passed over', () => {
  expect(plain(' folded\n: no name\nno colon\nA: 1\nnot one\n lost\nB:')).toEqual([{ a: '1', b: '' }])
})

test('no more groups are read than were asked for', () => {
  expect(plain('A: 1\n\nB: 2\n\nC: 3', 2)).toEqual([{ a: '1' }, { b: '2' }])
  expect(plain('A: 1', 0)).toEqual([])
})

test('what was written is read, however it is folded', () => {
  const name = fc.stringMatching(/^[a-z][a-z-]{0,12}$/)
  const words = fc.array(fc.stringMatching(/^[!-9;-~]{1,12}$/), { minLength: 1, maxLength: 6 })
  const group = fc.dictionary(name, words, { minKeys: 1, maxKeys: 6, noNullPrototype: true })
  const fold = fc.constantFrom(' ', '\r\n ', '\n\t', '\r\n   ')
  fc.assert(
    fc.property(fc.array(group, { maxLength: 5 }), fold, fc.constantFrom('\n', '\r\n'), (groups, join, end) => {
      const written = groups.map((fields) =>
        Object.entries(fields)
          .map(([key, value]) => `${key.toUpperCase()}: ${value.join(join)}${end}`)
          .join(''),
      )
      const read = groups.map((fields) =>
        Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value.join(' ')])),
      )
      expect(plain(written.join(end))).toEqual(read)
    }),
  )
})

test('no text is too strange to be read', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ab:;\r\n \t<>5.\u0000\ufeff\u2028é'), maxLength: 200 })
  fc.assert(
    fc.property(letters, fc.nat(4), (text, most) => {
      const groups = fieldGroups(text, most)
      expect(groups.length).toBeLessThanOrEqual(most)
      for (const group of groups) for (const name of group.keys()) expect(name.trim()).not.toBe('')
    }),
  )
})
