import { expect, test } from 'vitest'
import { PosternError } from './errors.ts'

test('a fault carries a stable code, a detail that may be shown, and its cause', () => {
  const cause = new Error('disk full')
  const fault = new PosternError('busy', 'Try again.', { cause })
  expect(fault).toMatchObject({
    name: 'PosternError',
    code: 'busy',
    detail: 'Try again.',
    message: 'Try again.',
    cause,
  })
})

test('a fault without a detail says its code', () => {
  expect(new PosternError('server-error').message).toBe('server-error')
})
