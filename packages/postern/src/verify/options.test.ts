import { describe, expect, test } from 'vitest'
import { checkVerifierOptions, type VerifierOptions } from './options.ts'

const good: VerifierOptions = { issuer: 'https://app.example.com/auth', audience: 'https://api.example.com' }
const secret = 's'.repeat(32)
const withOptions = (more: object) => () => checkVerifierOptions({ ...good, ...more })

test('two options are enough: the rest follows from the issuer', () => {
  expect(checkVerifierOptions({ ...good, introspection: { secret } })).toMatchObject({
    audience: ['https://api.example.com'],
    applications: undefined,
    jwksUri: 'https://app.example.com/auth/jwks.json',
    algorithms: ['ES256', 'EdDSA', 'RS256'],
    clockTolerance: 0,
    introspection: { url: 'https://app.example.com/auth/introspect', secret, cacheFor: 0 },
    always: false,
  })
})

test('an issuer without a path and one on loopback will do', () => {
  expect(checkVerifierOptions({ ...good, issuer: 'https://app.example.com' }).jwksUri).toBe(
    'https://app.example.com/jwks.json',
  )
  expect(withOptions({ issuer: 'http://127.0.0.1:3000/auth' })).not.toThrow()
  expect(withOptions({ issuer: 'http://localhost:3000/auth' })).not.toThrow()
})

describe('each mistake is a TypeError that names its path', () => {
  test.each<[string, object]>([
    ['issuer', { issuer: undefined }],
    ['issuer', { issuer: '' }],
    ['issuer', { issuer: 'app.example.com' }],
    ['issuer', { issuer: 'http://app.example.com/auth' }],
    ['issuer', { issuer: 'http://127.0.0.1.evil.example/auth' }],
    ['issuer', { issuer: 'http://localhost.evil.example/auth' }],
    ['issuer', { issuer: 'ftp://app.example.com/auth' }],
    ['issuer', { issuer: 'https://me:secret@app.example.com/auth' }],
    ['issuer', { issuer: 'https://app.example.com/auth/' }],
    ['issuer', { issuer: 'https://app.example.com/auth?x=1' }],
    ['issuer', { issuer: 'https://app.example.com/auth#x' }],
    ['audience', { audience: undefined }],
    ['audience', { audience: '' }],
    ['audience', { audience: [] }],
    ['audience', { audience: ['https://api.example.com', ''] }],
    ['audience', { audience: { 0: 'x' } }],
    ['application', { application: '' }],
    ['application', { application: [] }],
    ['application', { application: null }],
    ['jwksUri', { jwksUri: 'http://app.example.com/jwks.json' }],
    ['jwksUri', { jwksUri: '/jwks.json' }],
    ['jwksUri', { jwksUri: 'data:application/json,{}' }],
    ['jwksUri', { jwksUri: new URL('https://app.example.com/jwks.json') }],
    ['algorithms', { algorithms: [] }],
    ['algorithms', { algorithms: ['HS256'] }],
    ['algorithms', { algorithms: ['none'] }],
    ['algorithms', { algorithms: 'ES256' }],
    ['clockTolerance', { clockTolerance: -1 }],
    ['clockTolerance', { clockTolerance: Number.NaN }],
    ['clockTolerance', { clockTolerance: '5s' }],
    ['clockTolerance', { clockTolerance: 300_001 }],
    ['introspection', { introspection: 'secret' }],
    ['introspection', { introspect: 'always' }],
    ['introspect', { introspect: true }],
    ['introspection.secret', { introspection: {} }],
    ['introspection.secret', { introspection: { secret: 'short' } }],
    ['introspection.secret', { introspection: { secret: `${secret}\r\nx: y` } }],
    ['introspection.url', { introspection: { secret, url: 'http://app.example.com/introspect' } }],
    ['introspection.cacheFor', { introspection: { secret, cacheFor: 60_001 } }],
    ['fetch', { fetch: 'fetch' }],
    ['now', { now: 1 }],
  ])('%s: %j', (path, more) => {
    expect(withOptions(more)).toThrow(TypeError)
    expect(withOptions(more)).toThrow(new RegExp(`^${path} must `))
  })

  test('no options at all', () => {
    expect(() => checkVerifierOptions(undefined as never)).toThrow(/^options must /)
  })
})

test('a message about a secret does not hold it', () => {
  expect(withOptions({ introspection: { secret: 'hunter2' } })).not.toThrow(/hunter2/)
})
