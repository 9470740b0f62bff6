import { PosternError } from 'postern/kit'
import { expect, test } from 'vitest'
import { showFault } from './fault.ts'

const canary = 'ann@example.com 4711-canary'

test('no word of a fault is shown, only its kind and where it happened', () => {
  const cause = Object.assign(new RangeError(canary), { code: 'ENOSPC' })
  const fault = Object.assign(new TypeError(`${canary}\n    at ${canary} (x:1:1`, { cause }), { to: canary })
  const shown = showFault(fault)
  expect(JSON.stringify(shown)).not.toContain('canary')
  expect(shown).toMatchObject({ name: 'TypeError', cause: { name: 'RangeError', code: 'ENOSPC' } })
  expect(shown.stack[0]).toContain('fault.test.ts')
})

test('a name or code that could hold somebody’s words is left out', () => {
  const fault = Object.assign(new Error('x'), { code: canary })
  fault.name = canary
  expect(showFault(fault)).toMatchObject({ name: 'Error' })
  expect(JSON.stringify(showFault(fault))).not.toContain('canary')
})

test('the detail of our own errors is written to be shown', () => {
  expect(showFault(new PosternError('busy', 'The database is busy.'))).toMatchObject({
    code: 'busy',
    detail: 'The database is busy.',
  })
})

test('what is thrown and is no error has a kind', () => {
  expect(showFault(canary)).toEqual({ name: 'string', stack: [] })
})

test('causes that go round end', () => {
  const fault = new Error('x')
  fault.cause = fault
  expect(JSON.stringify(showFault(fault)).match(/"cause"/g)).toHaveLength(3)
})
