import type { Id } from 'postern/kit'
import { expect, test } from 'vitest'
import { type ApiKeyDocument, allows } from './api-key.ts'

const key = (more: Partial<ApiKeyDocument>): ApiKeyDocument => ({
  name: 'ci',
  hash: '0'.repeat(64),
  operations: ['users.read'],
  startsSignIns: false,
  createdAt: 0,
  ...more,
})

test('a key may do what it names: that operation, all of a noun, or everything', () => {
  expect(allows(key({}), 'users.read')).toBe(true)
  expect(allows(key({ operations: ['users.*'] }), 'users.change')).toBe(true)
  expect(allows(key({ operations: ['*'] }), 'users.change')).toBe(true)
})

test('what merely begins like an operation or a noun of its own is another', () => {
  for (const other of ['users.read-all', 'users.rea', 'users.reader', 'users', 'user.read', 'users-hidden.read'])
    expect(allows(key({}), other), other).toBe(false)
  for (const other of ['users-hidden.read', 'user.read', 'usersx.read'])
    expect(allows(key({ operations: ['users.*'] }), other), other).toBe(false)
})

test('a key for applications does nothing for others', () => {
  const limited = key({ applications: ['shop'] })
  expect(allows(limited, 'users.read', 'shop' as Id<'application'>)).toBe(true)
  expect(allows(limited, 'users.read', 'shop-2' as Id<'application'>)).toBe(false)
})
