import { expect, test } from 'vitest'
import { isCanonicalPath } from './canonical-path.ts'

test.each([
  '/api/v1/users',
  '/api/v1/users/01h?x=/../',
  '/api/v1/suppressions/a%20b',
  '/api/v1/addresses/a+b@example.com',
])('%s is written the one way', (path) => expect(isCanonicalPath(path)).toBe(true))

test.each([
  '/api/v1/users/',
  '/api//v1/users',
  '/api/v1/../v1/users',
  '/api/v1/./users',
  '/api/v1/%75sers',
  '/api/v1/users%2f1',
  '/api/v1/users%2F1',
  '/api/v1/users%5C1',
  '/api/v1/users/%2e%2e/keys',
  '/api/v1/users/%252F',
  '/api/v1/users/%00',
  '/api/v1/users\\1',
  'http://elsewhere/api/v1/users',
  '/api/v1/users;%',
])('%s is another spelling, and nothing is there', (path) => expect(isCanonicalPath(path)).toBe(false))
