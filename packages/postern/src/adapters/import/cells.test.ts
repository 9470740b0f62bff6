import { expect, test } from 'vitest'
import { lineForm } from '../../domain/line-form.ts'
import { readText } from './cells.ts'

test('a name from another system stands in one line, and turns no direction', () => {
  const name = readText(' Ann\n\u2028\u202egnp\u2069 \u200dL ')
  expect(name).toBe('Ann gnp \u200dL')
  expect(lineForm.test(name ?? '')).toBe(true)
})
