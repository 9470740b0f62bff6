import { afterAll, expect, test } from 'vitest'
import { devInbox } from './adapters/dev-inbox/dev-inbox.ts'
import { sqlite } from './adapters/sqlite/sqlite.ts'
import { postern } from './postern.ts'

const auth = postern({
  baseUrl: 'http://localhost:3000',
  basePath: '/account/auth',
  secret: 'a secret for tests, of thirty-two bytes and more',
  store: sqlite(':memory:'),
  mail: { from: 'a@acme.example', transport: devInbox() },
  redirects: ['https://other.example/in'],
})

afterAll(() => auth.close())

test.each([
  [undefined, ''],
  ['/notes?page=2&all', '?redirect_uri=%2Fnotes%3Fpage%3D2%26all'],
  ['https://other.example/in', '?redirect_uri=https%3A%2F%2Fother.example%2Fin'],
])('the way to the sign-in page, and from there to %s', (returnTo, query) => {
  expect(auth.signInUrl(returnTo)).toBe(`/account/auth/sign-in${query}`)
})

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\n', 'notes'])(
  '%j is no way back and is left out',
  (returnTo) => {
    expect(auth.signInUrl(returnTo)).toBe('/account/auth/sign-in')
  },
)
