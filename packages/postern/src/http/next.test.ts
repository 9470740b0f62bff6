import { expect, test } from 'vitest'
import { type Credential, parseCredential } from '../domain/credential.ts'
import type { Scope } from '../domain/scope.ts'
import { nextUrl, startUrl } from './next.ts'

const scope = { baseUrl: 'https://app.example.com/auth', application: {} } as Scope
const credential = `${'0'.repeat(26)}.${'A'.repeat(43)}`
const code = parseCredential<'hand-off'>(credential) as Credential<'hand-off'>

test('a page gets its state, before the fragment and after the query', () => {
  expect(nextUrl(scope, { kind: 'page', url: '/a' })).toBe('/a')
  expect(nextUrl(scope, { kind: 'page', url: '/a', state: 'x y' })).toBe('/a?state=x+y')
  expect(nextUrl(scope, { kind: 'page', url: '/a?b=c#d', state: '&' })).toBe('/a?b=c&state=%26#d')
})

test('a hand-off gets code, state and issuer (RFC 9207)', () => {
  expect(nextUrl(scope, { kind: 'hand-off', redirectUri: 'https://a.example/cb', code, state: 's' })).toBe(
    `https://a.example/cb?code=${credential}&state=s&iss=${encodeURIComponent(scope.baseUrl)}`,
  )
})

test('the start is the application’s, or our own page', () => {
  expect(startUrl(scope)).toBe('https://app.example.com/auth/signed-in')
  const own = { ...scope, application: { startUrl: '/welcome' } } as Scope
  expect(nextUrl(own, { kind: 'start' })).toBe('/welcome')
})
