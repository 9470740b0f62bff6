import { describe, expect, test } from 'vitest'
import { days, minutes, seconds } from './domain/instant.ts'
import { checkTokens } from './token-options.ts'

const origin = 'https://app.example.com'
const secret = 'x'.repeat(32)

describe('mode and tokens', () => {
  test.each([
    ['mode', 'jwt', undefined],
    ['tokens', undefined, 'yes'],
    ['tokens', undefined, null],
    ['tokens.accessToken', 'bearer', { accessToken: minutes(5) - 1 }],
    ['tokens.accessToken', 'bearer', { accessToken: minutes(15) + 1 }],
    ['tokens.accessToken', 'bearer', { accessToken: true }],
    ['tokens.accessToken', 'bearer', { accessToken: Number.NaN }],
    ['tokens.accessToken', 'bearer', { accessToken: '10m' }],
    ['tokens.refreshToken', 'bearer', { refreshToken: seconds(1) }],
    ['tokens.refreshToken', 'bearer', { refreshToken: Number.POSITIVE_INFINITY }],
    ['tokens.algorithm', 'bearer', { algorithm: 'HS256' }],
    ['tokens.algorithm', 'bearer', { algorithm: 'none' }],
    ['tokens.audience', 'bearer', { audience: '' }],
    ['tokens.audience', 'bearer', { audience: 'two words' }],
    ['tokens.audience', 'bearer', { audience: ['https://a.example'] }],
    ['tokens.claims', 'bearer', { claims: { plan: 'pro' } }],
    ['tokens.introspection', 'bearer', { introspection: 'short' }],
    ['tokens.introspection', 'bearer', { introspection: [] }],
    ['tokens.introspection', 'bearer', { introspection: 'a header cannot carry spaces, however many' }],
    ['tokens.introspection', 'bearer', { introspection: [secret, 7] }],
    ['tokens.introspection', 'cookie', { accessToken: false, introspection: secret }],
    ['tokens.rotateEvery', 'bearer', { rotateEvery: minutes(10) }],
  ])('%s is refused by its path: %j %j', (path, mode, tokens) => {
    const start = new RegExp(`^${path.replace('.', '\\.')} (must|has) `)
    expect(() => checkTokens(mode, tokens as never, origin)).toThrow(start)
    expect(() => checkTokens(mode, tokens as never, origin)).toThrow(TypeError)
  })

  test('sign nothing where nothing is asked for', () => {
    expect(checkTokens(undefined, undefined, origin).settings).toBeUndefined()
    expect(checkTokens('cookie', { accessToken: false }, origin).settings).toBeUndefined()
  })

  test('have their defaults', () => {
    expect(checkTokens('bearer', undefined, origin).settings).toEqual({
      mode: 'bearer',
      accessToken: minutes(10),
      refreshToken: days(30),
      algorithm: 'ES256',
      audience: origin,
      rotateEvery: days(90),
    })
    expect(checkTokens(undefined, {}, origin).settings?.mode).toBe('cookie')
    expect(checkTokens('bearer', { introspection: secret }, origin).introspection).toEqual([secret])
  })
})
